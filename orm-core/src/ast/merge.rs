//! MERGE.

use super::{Assignment, Cte, Expr, Source};
use crate::schema::TableMeta;

/// Rows of a table brought in line with those of a source (PostgreSQL).
#[derive(Debug, Clone)]
pub struct Merge {
    /// Named queries before it.
    pub with: Vec<Cte>,
    /// The table.
    pub table: &'static TableMeta,
    /// What it is brought in line with.
    pub source: Source,
    /// Which row of the source is about which of the table.
    pub on: Expr,
    /// What is done, of which the first that fits a row counts.
    pub whens: Vec<When>,
}

/// What is done with some rows.
#[derive(Debug, Clone)]
pub struct When {
    /// Which rows.
    pub rows: MergedRows,
    /// Conditions, all of which hold for them.
    pub filters: Vec<Expr>,
    /// What.
    pub action: MergeAction,
}

/// Which rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MergedRows {
    /// Those of the table with one of the source.
    Matched,
    /// Those of the source without one of the table.
    NotMatched,
    /// Those of the table without one of the source.
    NotMatchedBySource,
}

/// What is done with a row.
#[derive(Debug, Clone)]
pub enum MergeAction {
    /// It is changed.
    Update(Vec<Assignment>),
    /// It is removed, or marked as deleted if its table does that.
    Delete,
    /// A new one is written, with these columns.
    Insert(Vec<Assignment>),
    /// It stays as it is.
    Nothing,
}
