//! SQL as the user wrote it.

use super::Expr;
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
    /// A name, to be quoted.
    Ident(String),
    /// An expression.
    Expr(Box<Expr>),
    /// Nothing: the text has no placeholder of that name.
    NoPlaceholder(String),
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
