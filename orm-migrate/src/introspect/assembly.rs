//! Tables while their parts arrive from one query after the other.

use std::collections::HashMap;
use std::hash::Hash;

use orm_schema::model::{EnumDef, IndexDef, ObjectDef, TableDef, ViewDef};
use orm_schema::{Dialect, SchemaDef};

use super::in_the_way::ColumnRead;
use super::routine::Routine;
use super::unmodelled::Nature;
use super::{LiveSchema, Unmodelled, UnsaidOpclasses};

/// Tables by the key under which the catalog files their parts.
pub(super) struct Assembly<Key> {
    tables: Vec<TableDef>,
    places: HashMap<Key, usize>,
    views: Vec<ViewDef>,
    view_places: HashMap<Key, usize>,
    pub(super) enums: Vec<EnumDef>,
    pub(super) objects: Vec<ObjectDef>,
    pub(super) unmodelled: Vec<Unmodelled>,
    pub(super) column_reads: Vec<ColumnRead>,
    pub(super) routines: Vec<Routine>,
    pub(super) unsaid_opclasses: UnsaidOpclasses,
}

impl<Key: Hash + Eq> Assembly<Key> {
    pub(super) fn new() -> Self {
        Self {
            tables: Vec::new(),
            places: HashMap::new(),
            views: Vec::new(),
            view_places: HashMap::new(),
            enums: Vec::new(),
            objects: Vec::new(),
            unmodelled: Vec::new(),
            column_reads: Vec::new(),
            routines: Vec::new(),
            unsaid_opclasses: UnsaidOpclasses::new(),
        }
    }

    pub(super) fn add(&mut self, key: Key, table: TableDef) {
        self.places.insert(key, self.tables.len());
        self.tables.push(table);
    }

    /// The table of a key; `None` for one that is not read, such as the history of the runner.
    pub(super) fn table(&mut self, key: &Key) -> Option<&mut TableDef> {
        self.places.get(key).map(|&place| &mut self.tables[place])
    }

    pub(super) fn add_view(&mut self, key: Key, view: ViewDef) {
        self.view_places.insert(key, self.views.len());
        self.views.push(view);
    }

    pub(super) fn views(&self) -> impl Iterator<Item = &ViewDef> {
        self.views.iter()
    }

    pub(super) fn view(&mut self, key: &Key) -> Option<&mut ViewDef> {
        self.view_places.get(key).map(|&place| &mut self.views[place])
    }

    /// The indexes of a table or a materialized view.
    pub(super) fn indexes(&mut self, key: &Key) -> Option<&mut Vec<IndexDef>> {
        match self.places.get(key) {
            Some(&place) => Some(&mut self.tables[place].indexes),
            None => self.view(key).map(|view| &mut view.indexes),
        }
    }

    /// Notes which operator classes the parts of an index have without saying so, where that is what they have.
    pub(super) fn note_opclasses(&mut self, key: &Key, index: &str, unsaid: Vec<Option<String>>) {
        let table = self.places.get(key).map(|&place| &self.tables[place].name);
        let owner = table.or_else(|| self.view_places.get(key).map(|&place| &self.views[place].name));
        if let (Some(owner), true) = (owner, unsaid.iter().any(Option::is_some)) {
            self.unsaid_opclasses.insert((owner.clone(), index.to_owned()), unsaid);
        }
    }

    /// Notes a part of a table or a view that the model does not hold.
    pub(super) fn lacks(
        &mut self,
        key: &Key,
        kind: &'static str,
        name: impl Into<String>,
        reason: &'static str,
    ) {
        self.lacks_of(Nature::OfTable, key, kind, name, reason);
    }

    /// Notes a part of a column of a table that the model does not hold.
    pub(super) fn lacks_in_column(
        &mut self,
        key: &Key,
        kind: &'static str,
        name: impl Into<String>,
        reason: &'static str,
    ) {
        self.lacks_of(Nature::OfColumn, key, kind, name, reason);
    }

    /// Notes a trigger that the model does not hold.
    pub(super) fn lacks_trigger(&mut self, key: &Key, name: impl Into<String>, reason: &'static str) {
        self.lacks_of(Nature::Trigger, key, "trigger", name, reason);
    }

    pub(super) fn lacks_of(
        &mut self,
        nature: Nature,
        key: &Key,
        kind: &'static str,
        name: impl Into<String>,
        reason: &'static str,
    ) {
        let table = self.places.get(key).map(|&place| &self.tables[place].name);
        let owner = table.or_else(|| self.view_places.get(key).map(|&place| &self.views[place].name));
        if let Some(owner) = owner {
            self.unmodelled.push(Unmodelled::part(owner, nature, kind, name, reason));
        }
    }

    pub(super) fn finish(self, dialect: Dialect, default_schema: Option<String>) -> LiveSchema {
        let Self {
            tables,
            views,
            enums,
            objects,
            unmodelled,
            column_reads,
            routines,
            unsaid_opclasses,
            places: _,
            view_places: _,
        } = self;
        let schema = SchemaDef { tables, enums, views, objects };
        LiveSchema {
            dialect,
            schema,
            unmodelled,
            default_schema,
            others: Vec::new(),
            column_reads,
            routines,
            taken_names: Vec::new(),
            doubtful_functions: Vec::new(),
            unsaid_opclasses,
        }
    }
}

/// Is this a table of the migration runner?
pub(super) fn is_history(table: &str) -> bool {
    matches!(table, "_orm_migrations" | "_orm_meta")
}
