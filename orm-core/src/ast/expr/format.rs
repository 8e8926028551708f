//! Times as text.

use super::{Expr, TimeForm};

/// A time as text.
#[derive(Debug, Clone)]
pub struct TimeFormat {
    /// The time.
    pub time: Expr,
    /// How it is kept.
    pub form: TimeForm,
    /// How it is written.
    pub parts: Vec<FormatPart>,
}

/// A part of a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormatPart {
    /// As it is.
    Text(String),
    /// The year in four digits.
    Year,
    /// The month in two digits.
    Month,
    /// The day of the month in two digits.
    Day,
    /// The day of the year in three digits.
    DayOfYear,
    /// The hour of 24 in two digits.
    Hour,
    /// The minute in two digits.
    Minute,
    /// The second in two digits.
    Second,
}
