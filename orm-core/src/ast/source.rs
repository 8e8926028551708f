//! What stands in a FROM list, and the named queries before a statement.

use super::{Change, Select};
use crate::schema::TableMeta;

/// A table under the name that qualifies its columns.
#[derive(Debug, Clone, Copy)]
pub struct TableRef {
    /// The table.
    pub table: &'static TableMeta,
    /// The name.
    pub alias: &'static str,
}

impl TableRef {
    /// The table under its own name.
    pub fn plain(table: &'static TableMeta) -> Self {
        Self { table, alias: table.name }
    }
}

/// What stands in a FROM list.
#[derive(Debug, Clone)]
pub enum Source {
    /// A table, or a named query of the statement.
    Table(TableRef),
    /// A query in parentheses.
    Query {
        /// The query.
        select: Box<Select>,
        /// The name of the source, and those of its columns.
        target: TableRef,
        /// It reads the sources before it.
        is_lateral: bool,
    },
    /// A query of which only the rows count: what a set operation or a count is made over.
    Rows(Box<Select>),
}

impl Source {
    /// The name that qualifies its columns.
    pub fn alias(&self) -> &'static str {
        match self {
            Self::Table(source) => source.alias,
            Self::Query { target, .. } => target.alias,
            Self::Rows(select) => select.from.alias(),
        }
    }

    /// The table by which errors name the statement.
    pub fn table(&self) -> &'static TableMeta {
        match self {
            Self::Table(source) => source.table,
            Self::Query { target, .. } => target.table,
            Self::Rows(select) => select.from.table(),
        }
    }
}

/// A named query before a statement: `with name (columns) as (…)`.
#[derive(Debug, Clone)]
pub struct Cte {
    /// Its name and its columns.
    pub target: &'static TableMeta,
    /// What makes its rows.
    pub body: CteBody,
    /// It reads itself.
    pub is_recursive: bool,
    /// Whether its rows are kept or it is written out where it is used; `None` leaves it to the database.
    pub is_materialized: Option<bool>,
}

/// What makes the rows of a named query.
#[derive(Debug, Clone)]
pub enum CteBody {
    /// A query.
    Select(Box<Select>),
    /// The rows that a change hands back (PostgreSQL).
    Change(Box<Change>),
}
