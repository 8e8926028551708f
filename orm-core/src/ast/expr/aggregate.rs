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
    /// What the function is told beside it: the key of an object.
    pub argument: Option<Expr>,
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
    /// `min` of a type that PostgreSQL has none of.
    MinBy(ComparedBy),
    /// `max` of a type that PostgreSQL has none of.
    MaxBy(ComparedBy),
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
    /// An object of JSON; its keys are the argument.
    JsonObject,
    /// An array (PostgreSQL).
    Array,
    /// The value of one row, whichever.
    Any,
    /// The standard deviation of all there is.
    PopulationDeviation,
    /// The variance of all there is.
    PopulationVariance,
    /// The value at the fraction of the order that is the argument, between two values if need be (PostgreSQL).
    PercentileContinuous,
    /// The first value at or behind the fraction of the order that is the argument (PostgreSQL).
    PercentileDiscrete,
    /// The most frequent value (PostgreSQL).
    Mode,
}

/// What stands for a value of a type without a `min` and a `max` on PostgreSQL, and has the same order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComparedBy {
    /// The text of a UUID.
    Uuid,
    /// The text of a hardware address.
    MacAddr,
    /// The text of bits.
    Bits,
    /// The digits of bytes.
    Bytes,
    /// The text of a document, as the others compare it.
    Document,
    /// The text of a vector.
    Vector,
}
