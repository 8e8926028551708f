//! Statements that write, and those that change or remove rows.

use super::{Cte, Expr, Insert, Item, Join, Order, RowCount};
use crate::schema::TableMeta;

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
    /// Named queries before it.
    pub with: Vec<Cte>,
    /// The table.
    pub table: &'static TableMeta,
    /// The changes.
    pub set: Vec<Assignment>,
    /// Other sources that it reads, of which nothing comes before the first.
    pub from: Vec<Join>,
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
    /// Named queries before it.
    pub with: Vec<Cte>,
    /// The table.
    pub table: &'static TableMeta,
    /// Other sources that it reads, of which nothing comes before the first.
    pub using: Vec<Join>,
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

/// A removal of all rows of a table at once.
#[derive(Debug, Clone, Copy)]
pub struct Truncate {
    /// The table.
    pub table: &'static TableMeta,
    /// Its keys are counted from the start again (PostgreSQL).
    pub restarts_identity: bool,
    /// The rows of tables that refer to it go too (PostgreSQL).
    pub cascades: bool,
}

/// A new computation of the rows of a materialized view (PostgreSQL).
#[derive(Debug, Clone, Copy)]
pub struct Refresh {
    /// The view.
    pub view: &'static TableMeta,
    /// Others read it meanwhile.
    pub is_concurrent: bool,
    /// It lets go of its rows instead.
    pub is_emptied: bool,
}

impl Update {
    /// A change of nothing in every row.
    pub fn new(table: &'static TableMeta) -> Self {
        Self {
            with: Vec::new(),
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
            with: Vec::new(),
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
