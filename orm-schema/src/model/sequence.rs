//! Sequences.

use super::ObjectName;

/// A sequence that belongs to no column (PostgreSQL).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SequenceDef {
    /// Its name.
    pub name: ObjectName,
    /// First value.
    pub start: Option<i64>,
    /// Step.
    pub increment: Option<i64>,
    /// Smallest value.
    pub min: Option<i64>,
    /// Largest value.
    pub max: Option<i64>,
    /// Values handed to a session at a time.
    pub cache: Option<i64>,
    /// Starts anew after the last value.
    pub cycle: bool,
    /// The name it had before: a request to the differ (never stored in a snapshot).
    pub renamed_from: Option<ObjectName>,
}
