//! What kinds of actions cost other sessions.

use orm_schema::Dialect;
use serde::Serialize;

use super::ActionKind;
use crate::dialect;

/// Whom a lock keeps waiting, from nobody to all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Blocks {
    /// Nobody who reads or writes.
    Nobody,
    /// Those who write.
    Writes,
    /// Those who read and those who write.
    ReadsAndWrites,
}

/// How much is done while the lock is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Work {
    /// The catalog is changed, however many rows there are.
    Catalog,
    /// Rows are read, to be checked or indexed.
    RowsRead,
    /// Rows are written: the whole table anew, or those that a statement chooses.
    RowsWritten,
}

/// What an action costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// The lock, as the database calls it.
    pub lock: &'static str,
    /// Whom it keeps waiting.
    pub blocks: Blocks,
    /// What is done meanwhile.
    pub work: Work,
}

impl Cost {
    pub(crate) const fn new(lock: &'static str, blocks: Blocks, work: Work) -> Self {
        Self { lock, blocks, work }
    }
}

/// What an action of `kind` costs on `dialect`; `None` where it touches no table, or the database has no such action.
pub fn cost(dialect: Dialect, kind: ActionKind) -> Option<Cost> {
    dialect::cost(dialect, kind)
}

impl Blocks {
    /// `blocks writes`.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Nobody => "blocks nobody",
            Self::Writes => "blocks writes",
            Self::ReadsAndWrites => "blocks reads and writes",
        }
    }
}

impl Work {
    /// `while every row is read`.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Catalog => "for a moment",
            Self::RowsRead => "while rows are read",
            Self::RowsWritten => "while rows are written",
        }
    }
}
