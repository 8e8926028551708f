//! INSERT, UPDATE, DELETE.

use super::{Expr, Item};
use crate::schema::TableMeta;
use crate::types::Value;

/// A statement that writes.
#[derive(Debug, Clone)]
pub enum Change {
    /// New rows.
    Insert(Insert),
    /// Rows changed.
    Update(Update),
    /// Rows removed.
    Delete(Delete),
}

impl Change {
    /// The table written.
    pub fn table(&self) -> &'static TableMeta {
        match self {
            Self::Insert(insert) => insert.table,
            Self::Update(update) => update.table,
            Self::Delete(delete) => delete.table,
        }
    }

    /// With these items returned of each row written.
    #[must_use]
    pub fn returning(mut self, items: Vec<Item>) -> Self {
        *match &mut self {
            Self::Insert(insert) => &mut insert.returning,
            Self::Update(update) => &mut update.returning,
            Self::Delete(delete) => &mut delete.returning,
        } = items;
        self
    }
}

/// An insert of some rows.
#[derive(Debug, Clone)]
pub struct Insert {
    /// The table.
    pub table: &'static TableMeta,
    /// The rows, by position of the column; `None` is left to the database's default.
    pub rows: Vec<Vec<Option<Value>>>,
    /// What happens to a row whose key exists.
    pub conflict: Option<Conflict>,
    /// What is returned of each row written.
    pub returning: Vec<Item>,
}

/// What an insert does with a row whose key exists.
#[derive(Debug, Clone)]
pub struct Conflict {
    /// The columns of the unique key; none is any key (the only form MySQL has).
    pub target: Vec<&'static str>,
    /// What is done.
    pub action: ConflictAction,
}

/// What is done with the row that exists.
#[derive(Debug, Clone)]
pub enum ConflictAction {
    /// It stays as it is.
    Nothing,
    /// It changes like this.
    Update(Vec<Assignment>),
}

/// A column and its new value.
#[derive(Debug, Clone)]
pub struct Assignment {
    /// The column's name.
    pub column: &'static str,
    /// The value.
    pub value: Expr,
}

/// A change of rows.
#[derive(Debug, Clone)]
pub struct Update {
    /// The table.
    pub table: &'static TableMeta,
    /// The changes.
    pub set: Vec<Assignment>,
    /// Conditions, all of which hold.
    pub filters: Vec<Expr>,
    /// What is returned of each row changed.
    pub returning: Vec<Item>,
}

/// A removal of rows.
#[derive(Debug, Clone)]
pub struct Delete {
    /// The table.
    pub table: &'static TableMeta,
    /// Conditions, all of which hold.
    pub filters: Vec<Expr>,
    /// What is returned of each row removed.
    pub returning: Vec<Item>,
}
