//! Places in JSON documents.

use super::Expr;

/// What stands at a place of a document.
#[derive(Debug, Clone)]
pub struct JsonPath {
    /// The document.
    pub document: Expr,
    /// The way from its root.
    pub steps: Vec<JsonStep>,
    /// What it is read as.
    pub read: JsonRead,
}

/// A step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JsonStep {
    /// The member of an object.
    Key(String),
    /// The element of an array, from 0.
    Index(u32),
}

/// What a place is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonRead {
    /// Its text, without quotes.
    Text,
    /// 64 bits.
    Integer,
    /// A double.
    Double,
    /// `true` or `false`.
    Bool,
    /// A document.
    Document,
    /// The number of elements of an array.
    Length,
}
