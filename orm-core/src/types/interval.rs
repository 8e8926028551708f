//! Spans of time, as PostgreSQL keeps them.

/// A span of time in three parts that do not add up: a month has no fixed number of days, a day no fixed number of hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Interval {
    /// Months.
    pub months: i32,
    /// Days.
    pub days: i32,
    /// Microseconds.
    pub microseconds: i64,
}
