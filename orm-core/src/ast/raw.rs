//! SQL as the user wrote it.

use crate::types::Value;

/// SQL as the user wrote it, with values bound and columns quoted.
#[derive(Debug, Clone, Default)]
pub struct Raw {
    /// The parts, in order.
    pub parts: Vec<RawPart>,
}

/// A part of a raw fragment.
#[derive(Debug, Clone)]
pub enum RawPart {
    /// Text of the program.
    Sql(&'static str),
    /// A value to bind.
    Bind(Value),
    /// A column of a source.
    Column {
        /// The name that qualifies it.
        source: &'static str,
        /// Its name.
        name: &'static str,
    },
}
