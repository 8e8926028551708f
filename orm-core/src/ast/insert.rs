//! INSERT, and what it does with rows whose key exists.

use super::{Assignment, Expr, Item, Select};
use crate::schema::TableMeta;
use crate::types::Value;

/// An insert of some rows.
#[derive(Debug, Clone)]
pub struct Insert {
    /// The table.
    pub table: &'static TableMeta,
    /// The rows.
    pub rows: NewRows,
    /// What becomes of given values of identity columns (PostgreSQL).
    pub overriding: Option<Overriding>,
    /// Rows that the database refuses are left out, and values are made to fit (MySQL).
    pub ignores_errors: bool,
    /// What happens to a row whose key exists: the first one that is about the key counts.
    pub conflicts: Vec<Conflict>,
    /// What is returned of each row written.
    pub returning: Vec<Item>,
}

impl Insert {
    /// An insert of these rows and nothing else.
    pub fn new(table: &'static TableMeta, rows: NewRows) -> Self {
        Self {
            table,
            rows,
            overriding: None,
            ignores_errors: false,
            conflicts: Vec::new(),
            returning: Vec::new(),
        }
    }

    /// The same insert of other rows.
    #[must_use]
    pub fn with_rows(&self, rows: Vec<NewRow>) -> Self {
        Self {
            table: self.table,
            rows: NewRows::Values(rows),
            overriding: self.overriding,
            ignores_errors: self.ignores_errors,
            conflicts: self.conflicts.clone(),
            returning: self.returning.clone(),
        }
    }
}

/// The values of a row by position of the column; `None` is left to the database's default.
pub type NewRow = Vec<Option<Value>>;

/// The rows of an insert.
#[derive(Debug, Clone)]
pub enum NewRows {
    /// Values.
    Values(Vec<NewRow>),
    /// What a query yields.
    Query {
        /// The columns that its cells go into.
        columns: Vec<&'static str>,
        /// The query.
        select: Box<Select>,
    },
}

/// What becomes of values that are given for identity columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overriding {
    /// They are written, also into a column that is `generated always`.
    System,
    /// The database counts on and takes no notice of them.
    User,
}

/// What an insert does with a row whose key exists.
#[derive(Debug, Clone)]
pub struct Conflict {
    /// Which key.
    pub target: ConflictTarget,
    /// The condition of the unique index that is meant, all parts of which hold.
    pub target_filters: Vec<Expr>,
    /// What is done.
    pub action: ConflictAction,
}

impl Conflict {
    /// This is done whatever the key.
    pub fn any_key(action: ConflictAction) -> Self {
        Self { target: ConflictTarget::AnyKey, target_filters: Vec::new(), action }
    }
}

/// The key that a conflict is about.
#[derive(Debug, Clone, Default)]
pub enum ConflictTarget {
    /// Any unique key; the only form that MySQL has.
    #[default]
    AnyKey,
    /// The unique key or index with these columns and expressions.
    Index(Vec<Expr>),
    /// The constraint of that name (PostgreSQL).
    Constraint(&'static str),
}

/// What is done with the row that exists.
#[derive(Debug, Clone)]
pub enum ConflictAction {
    /// It stays as it is and is not handed back.
    Nothing,
    /// It stays as it is, and counts as written.
    Keep,
    /// It changes like this, if all conditions hold.
    Update {
        /// The changes.
        set: Vec<Assignment>,
        /// The conditions.
        filters: Vec<Expr>,
    },
}
