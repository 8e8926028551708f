//! Window functions.

use super::{Aggregate, Expr};
use crate::ast::Order;

/// A function over the rows around a row.
#[derive(Debug, Clone)]
pub struct Over {
    /// The function.
    pub function: WindowFunction,
    /// Which rows.
    pub window: Window,
}

/// What is calculated over a window.
#[derive(Debug, Clone)]
pub enum WindowFunction {
    /// A function of SQL, by its name, which is the same on every database.
    Named(&'static str, Vec<Expr>),
    /// An aggregate.
    Aggregate(Box<Aggregate>),
}

/// The rows around a row.
#[derive(Debug, Clone, Default)]
pub struct Window {
    /// The name under which the clauses of a query share it.
    pub name: Option<&'static str>,
    /// Those that agree with it in these.
    pub partition_by: Vec<Expr>,
    /// Their order.
    pub order_by: Vec<Order>,
    /// Which of them, seen from the row.
    pub frame: Option<Frame>,
}

/// A part of the rows of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// What is counted.
    pub unit: FrameUnit,
    /// The first row.
    pub start: FrameBound,
    /// The last row.
    pub end: FrameBound,
    /// Which rows in between do not count.
    pub exclude: Option<Exclude>,
}

/// Which rows of a frame do not count (PostgreSQL, SQLite).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exclude {
    /// The row itself.
    CurrentRow,
    /// The row and its equals.
    Group,
    /// The equals of the row.
    Ties,
}

/// What the bounds of a frame count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrameUnit {
    /// Rows.
    Rows,
    /// Rows whose sort key is the same count as one.
    Range,
    /// Groups of rows whose sort key is the same (PostgreSQL, SQLite).
    Groups,
}

/// Where a frame begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrameBound {
    /// The first row of the partition.
    UnboundedPreceding,
    /// So many before the row.
    Preceding(u32),
    /// The row itself.
    CurrentRow,
    /// So many behind the row.
    Following(u32),
    /// The last row of the partition.
    UnboundedFollowing,
}
