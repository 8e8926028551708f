//! Aggregate functions.

use super::Expr;
use crate::ast::Order;

/// An aggregate function over the rows of a group.
#[derive(Debug, Clone)]
pub struct Aggregate {
    /// Which one.
    pub function: AggregateFunction,
    /// What is aggregated; `None` is the rows themselves.
    pub operand: Option<Expr>,
    /// Equal values count once.
    pub is_distinct: bool,
    /// The order in which values are put together.
    pub order_by: Vec<Order>,
    /// Only the rows for which it holds.
    pub filter: Option<Expr>,
}

/// Which aggregate function, with the type its result is brought to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AggregateFunction {
    /// `count`.
    Count,
    /// `sum` of integers, as 64 bits on every database.
    SumInteger,
    /// `sum` in the type of its operand.
    Sum,
    /// `avg` as a double on every database.
    AverageDouble,
    /// `avg` in the type of its operand.
    Average,
    /// `min`.
    Min,
    /// `max`.
    Max,
    /// All are true.
    BoolAnd,
    /// Any is true.
    BoolOr,
    /// The standard deviation of a sample.
    StandardDeviation,
    /// The variance of a sample.
    Variance,
    /// Texts one after the other, with this between them.
    Text(String),
    /// An array of JSON.
    JsonArray,
}
