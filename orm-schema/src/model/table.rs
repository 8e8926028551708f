//! Tables and their names.

use std::fmt;

use super::{
    CheckDef, ColumnDef, ExclusionDef, ForeignKeyDef, IndexDef, PartitioningDef, PolicyDef, PrimaryKeyDef,
    RowSecurity, UniqueDef,
};

/// The name of a table or type, with the PostgreSQL schema (MySQL: database) it lives in when that is not the default one.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectName {
    /// The schema; `None` is the default of the connection.
    pub schema: Option<String>,
    /// The name in it.
    pub name: String,
}

impl ObjectName {
    /// A name in the default schema.
    pub fn new(name: impl Into<String>) -> Self {
        Self { schema: None, name: name.into() }
    }

    /// A name in `schema`.
    pub fn in_schema(schema: impl Into<String>, name: impl Into<String>) -> Self {
        Self { schema: Some(schema.into()), name: name.into() }
    }
}

impl fmt::Display for ObjectName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.schema {
            Some(schema) => write!(f, "{schema}.{}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableDef {
    /// Its name.
    pub name: ObjectName,
    /// Columns in declared order.
    pub columns: Vec<ColumnDef>,
    /// The primary key.
    pub primary_key: Option<PrimaryKeyDef>,
    /// Unique constraints.
    pub uniques: Vec<UniqueDef>,
    /// Foreign keys.
    pub foreign_keys: Vec<ForeignKeyDef>,
    /// Indexes that are no constraint.
    pub indexes: Vec<IndexDef>,
    /// Check constraints.
    pub checks: Vec<CheckDef>,
    /// Exclusion constraints (PostgreSQL).
    pub exclusions: Vec<ExclusionDef>,
    /// Whether policies decide about its rows (PostgreSQL).
    pub row_security: RowSecurity,
    /// The policies (PostgreSQL).
    pub policies: Vec<PolicyDef>,
    /// How it is partitioned (PostgreSQL, MySQL).
    pub partitioning: Option<PartitioningDef>,
    /// A comment kept in the database (PostgreSQL, MySQL).
    pub comment: Option<String>,
    /// The name this table had before: a request to the differ, not part of the state (never stored in a snapshot).
    pub renamed_from: Option<ObjectName>,
    /// What only one database has.
    pub options: TableOptions,
}

/// Table options that only one database has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableOptions {
    /// SQLite: `STRICT`.
    pub strict: bool,
    /// SQLite: `WITHOUT ROWID`.
    pub without_rowid: bool,
    /// Written behind the closing parenthesis as it is: `ENGINE = InnoDB`, `WITH (fillfactor = 70)`.
    pub raw: Option<String>,
}

impl TableDef {
    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&ColumnDef> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Is `name` part of the primary key?
    pub fn is_primary_key(&self, name: &str) -> bool {
        self.primary_key.as_ref().is_some_and(|pk| pk.columns.iter().any(|column| column == name))
    }
}
