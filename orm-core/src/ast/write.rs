//! INSERT, UPDATE, DELETE.

use super::{Expr, Item, Order, RowCount, Select, Source};
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

    /// Is it an error that no row was written?
    pub fn expects_version(&self) -> bool {
        match self {
            Self::Insert(_) => false,
            Self::Update(update) => update.expects_version,
            Self::Delete(delete) => delete.expects_version,
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
    /// The rows.
    pub rows: NewRows,
    /// What happens to a row whose key exists.
    pub conflict: Option<Conflict>,
    /// What is returned of each row written.
    pub returning: Vec<Item>,
}

/// The rows of an insert.
#[derive(Debug, Clone)]
pub enum NewRows {
    /// Values by position of the column; `None` is left to the database's default.
    Values(Vec<Vec<Option<Value>>>),
    /// What a query yields.
    Query {
        /// The columns that its cells go into.
        columns: Vec<&'static str>,
        /// The query.
        select: Box<Select>,
    },
}

/// What an insert does with a row whose key exists.
#[derive(Debug, Clone)]
pub struct Conflict {
    /// The columns of the unique key; none is any key (the only form MySQL has).
    pub target: Vec<&'static str>,
    /// The condition of the unique index that is meant, all parts of which hold.
    pub target_filters: Vec<Expr>,
    /// What is done.
    pub action: ConflictAction,
}

/// What is done with the row that exists.
#[derive(Debug, Clone)]
pub enum ConflictAction {
    /// It stays as it is.
    Nothing,
    /// It changes like this, if all conditions hold.
    Update {
        /// The changes.
        set: Vec<Assignment>,
        /// The conditions.
        filters: Vec<Expr>,
    },
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
    /// Other sources that it reads.
    pub from: Vec<Source>,
    /// Conditions, all of which hold.
    pub filters: Vec<Expr>,
    /// Which rows come first (MySQL).
    pub order_by: Vec<Order>,
    /// At most so many rows (MySQL).
    pub limit: Option<RowCount>,
    /// Rows that are softly deleted change as well.
    pub includes_deleted: bool,
    /// No row is an error: the version is not the one expected.
    pub expects_version: bool,
    /// What is returned of each row changed.
    pub returning: Vec<Item>,
}

/// A removal of rows.
#[derive(Debug, Clone)]
pub struct Delete {
    /// The table.
    pub table: &'static TableMeta,
    /// Other sources that it reads.
    pub using: Vec<Source>,
    /// Conditions, all of which hold.
    pub filters: Vec<Expr>,
    /// Which rows come first (MySQL).
    pub order_by: Vec<Order>,
    /// At most so many rows (MySQL).
    pub limit: Option<RowCount>,
    /// Rows are removed even where the table marks them as deleted.
    pub is_hard: bool,
    /// No row is an error: the version is not the one expected.
    pub expects_version: bool,
    /// What is returned of each row removed.
    pub returning: Vec<Item>,
}

impl Update {
    /// A change of nothing in every row.
    pub fn new(table: &'static TableMeta) -> Self {
        Self {
            table,
            set: Vec::new(),
            from: Vec::new(),
            filters: Vec::new(),
            order_by: Vec::new(),
            limit: None,
            includes_deleted: false,
            expects_version: false,
            returning: Vec::new(),
        }
    }

    /// Sets a column; the last value of several counts.
    pub fn assign(&mut self, column: &'static str, value: Expr) {
        self.set.retain(|assignment| assignment.column != column);
        self.set.push(Assignment { column, value });
    }
}

impl Delete {
    /// A removal of every row.
    pub fn new(table: &'static TableMeta) -> Self {
        Self {
            table,
            using: Vec::new(),
            filters: Vec::new(),
            order_by: Vec::new(),
            limit: None,
            is_hard: false,
            expects_version: false,
            returning: Vec::new(),
        }
    }
}
