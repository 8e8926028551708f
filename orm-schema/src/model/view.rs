//! Views: queries with a name.

use super::{IndexDef, ObjectName};
use crate::SqlType;

/// A view, or a materialized one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ViewDef {
    /// Its name, among those of tables.
    pub name: ObjectName,
    /// What programs read of it, in declared order. The query alone decides what is there.
    pub columns: Vec<ViewColumnDef>,
    /// The query as the user wrote it.
    pub query: String,
    /// Tables and views that it reads beside those that its text names.
    pub depends_on: Vec<ObjectName>,
    /// Are its rows kept (PostgreSQL)?
    pub is_materialized: bool,
    /// Indexes over the rows that are kept.
    pub indexes: Vec<IndexDef>,
    /// A comment kept in the database (PostgreSQL).
    pub comment: Option<String>,
    /// What only some databases have.
    pub options: ViewOptions,
    /// The name this view had before: a request to the differ, not part of the state (never stored in a snapshot).
    pub renamed_from: Option<ObjectName>,
}

/// A column of a view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewColumnDef {
    /// Its name in SQL.
    pub name: String,
    /// How programs read it.
    pub ty: SqlType,
    /// May it be NULL?
    pub is_nullable: bool,
}

/// What only some databases have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ViewOptions {
    /// Reads its tables with the rights of who reads it (PostgreSQL 15, MySQL), not of who made it.
    pub security_invoker: bool,
    /// Conditions of readers are never computed for rows that the view leaves out (PostgreSQL).
    pub security_barrier: bool,
    /// Refuses rows written through the view that it would not show (PostgreSQL, MySQL).
    pub check_option: Option<CheckOption>,
    /// Materialized without its rows, which the first refresh computes (PostgreSQL): how it is made, not what it is.
    pub with_no_data: bool,
}

/// Which conditions hold for rows that are written through a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckOption {
    /// Those of the view.
    Local,
    /// Those of the views below it as well.
    Cascaded,
}

impl CheckOption {
    /// The SQL keyword.
    pub const fn sql(self) -> &'static str {
        match self {
            Self::Local => "LOCAL",
            Self::Cascaded => "CASCADED",
        }
    }
}

impl ViewDef {
    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&ViewColumnDef> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The words for its kind.
    pub const fn kind(&self) -> &'static str {
        if self.is_materialized { "materialized view" } else { "view" }
    }
}
