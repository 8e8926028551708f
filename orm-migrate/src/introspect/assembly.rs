//! Tables while their parts arrive from one query after the other.

use std::collections::HashMap;
use std::hash::Hash;

use orm_schema::SchemaDef;
use orm_schema::model::{EnumDef, TableDef};

use super::Unmodelled;

/// Tables by the key under which the catalog files their parts.
pub(super) struct Assembly<Key> {
    tables: Vec<TableDef>,
    places: HashMap<Key, usize>,
    pub(super) enums: Vec<EnumDef>,
    pub(super) unmodelled: Vec<Unmodelled>,
}

impl<Key: Hash + Eq> Assembly<Key> {
    pub(super) fn new() -> Self {
        Self { tables: Vec::new(), places: HashMap::new(), enums: Vec::new(), unmodelled: Vec::new() }
    }

    pub(super) fn add(&mut self, key: Key, table: TableDef) {
        self.places.insert(key, self.tables.len());
        self.tables.push(table);
    }

    /// The table of a key; `None` for one that is not read, such as the history of the runner.
    pub(super) fn table(&mut self, key: &Key) -> Option<&mut TableDef> {
        self.places.get(key).map(|&place| &mut self.tables[place])
    }

    /// Notes a part of a table that the model does not hold.
    pub(super) fn lacks(
        &mut self,
        key: &Key,
        kind: &'static str,
        name: impl Into<String>,
        reason: &'static str,
    ) {
        if let Some(&place) = self.places.get(key) {
            self.unmodelled.push(Unmodelled::part(&self.tables[place].name, kind, name, reason));
        }
    }

    pub(super) fn finish(self) -> (SchemaDef, Vec<Unmodelled>) {
        (SchemaDef { tables: self.tables, enums: self.enums }, self.unmodelled)
    }
}

/// Is this a table of the migration runner?
pub(super) fn is_history(table: &str) -> bool {
    matches!(table, "_orm_migrations" | "_orm_meta")
}
