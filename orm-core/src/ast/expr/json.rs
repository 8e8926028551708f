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
    /// The names of the members of an object, as an array.
    Keys,
    /// The word for its kind.
    Kind,
    /// Is something there?
    Exists,
}

/// How a value becomes JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonForm {
    /// The database has the same form for it as the others.
    Plain,
    /// `true` or `false`.
    Bool,
    /// It is a document.
    Document,
    /// It becomes part of a document, as the `null` of JSON when it is NULL.
    Member,
    /// A date and time without a zone, as in RFC 3339.
    Local,
    /// A point in time, as in RFC 3339.
    Utc,
}

/// A document with a change at a place.
#[derive(Debug, Clone)]
pub struct JsonChange {
    /// The document.
    pub document: Expr,
    /// The place.
    pub steps: Vec<JsonStep>,
    /// What becomes of it.
    pub kind: JsonChangeKind,
}

/// What becomes of a place in a document.
#[derive(Debug, Clone)]
pub enum JsonChangeKind {
    /// It holds this value.
    Set(Expr),
    /// It holds this value if it was not there.
    Insert(Expr),
    /// It holds this value if it was there.
    Replace(Expr),
    /// It is not there.
    Remove,
}
