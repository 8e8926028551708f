//! SELECT.

use super::Expr;
use crate::schema::TableMeta;

/// A query.
#[derive(Debug, Clone)]
pub struct Select {
    /// Which equal rows are left out.
    pub distinct: Distinct,
    /// The select list.
    pub items: Vec<Item>,
    /// The first source.
    pub from: TableRef,
    /// The other sources, in order.
    pub joins: Vec<Join>,
    /// Conditions, all of which hold.
    pub filters: Vec<Expr>,
    /// Grouping keys.
    pub group_by: Vec<Expr>,
    /// Conditions on groups, all of which hold.
    pub having: Vec<Expr>,
    /// Sort keys.
    pub order_by: Vec<Order>,
    /// At most so many rows.
    pub limit: Option<u64>,
    /// After so many rows.
    pub offset: Option<u64>,
}

impl Select {
    /// All rows of `from`, with `items` as its select list.
    pub fn new(from: TableRef, items: Vec<Item>) -> Self {
        Self {
            distinct: Distinct::No,
            items,
            from,
            joins: Vec::new(),
            filters: Vec::new(),
            group_by: Vec::new(),
            having: Vec::new(),
            order_by: Vec::new(),
            limit: None,
            offset: None,
        }
    }
}

/// Which equal rows are left out.
#[derive(Debug, Clone)]
pub enum Distinct {
    /// None.
    No,
    /// Equal rows.
    Rows,
    /// All but the first row for each value of these (PostgreSQL).
    On(Vec<Expr>),
}

/// An item of a select list.
#[derive(Debug, Clone)]
pub enum Item {
    /// One cell.
    Expr(Expr),
    /// All columns of a source, in the order of its fields.
    Row(TableRef),
}

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

/// A joined source.
#[derive(Debug, Clone)]
pub struct Join {
    /// Which rows are kept.
    pub kind: JoinKind,
    /// The source.
    pub source: TableRef,
    /// The condition; a cross join has none.
    pub on: Option<Expr>,
}

/// Which rows a join keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JoinKind {
    /// Pairs.
    Inner,
    /// Pairs, and rows of the sources so far without a partner.
    Left,
    /// Pairs, and rows of the joined source without a partner.
    Right,
    /// Pairs, and rows of both sides without a partner.
    Full,
    /// Every row with every row.
    Cross,
}

/// A sort key.
#[derive(Debug, Clone)]
pub struct Order {
    /// What is sorted by.
    pub expr: Expr,
    /// Largest first.
    pub is_descending: bool,
    /// Where NULLs go; `None` is the default of the database.
    pub nulls: Option<Nulls>,
}

impl Order {
    /// Smallest first, NULLs where the database puts them.
    pub fn ascending(expr: Expr) -> Self {
        Self { expr, is_descending: false, nulls: None }
    }
}

/// Where NULLs go in an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nulls {
    /// Before all values.
    First,
    /// After all values.
    Last,
}
