//! Columns, and where their values come from.

use super::SequenceOptions;
use crate::SqlType;

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnDef {
    /// Its name in SQL.
    pub name: String,
    /// How it is stored.
    pub ty: SqlType,
    /// May it be NULL? Columns of a primary key never are.
    pub is_nullable: bool,
    /// What the database fills in on insert.
    pub default: Option<DefaultDef>,
    /// What is written on every update that does not name the column.
    pub on_update: Option<UpdateDef>,
    /// Computed by the database from other columns.
    pub generated: Option<GeneratedDef>,
    /// `AUTO_INCREMENT`, `AUTOINCREMENT`, or an identity "by default".
    pub auto_increment: bool,
    /// An SQL identity with its own options (PostgreSQL; the others take it as `auto_increment`).
    pub identity: Option<IdentityDef>,
    /// A collation other than the default one.
    pub collation: Option<String>,
    /// A comment kept in the database (PostgreSQL, MySQL).
    pub comment: Option<String>,
    /// The name this column had before: a request to the differ, not part of the state (never stored in a snapshot).
    pub renamed_from: Option<String>,
}

impl ColumnDef {
    /// A NOT NULL column without anything else.
    pub fn new(name: impl Into<String>, ty: SqlType) -> Self {
        Self {
            name: name.into(),
            ty,
            is_nullable: false,
            default: None,
            on_update: None,
            generated: None,
            auto_increment: false,
            identity: None,
            collation: None,
            comment: None,
            renamed_from: None,
        }
    }
}

/// A default that the database knows. Defaults evaluated in Rust (`default_fn`, `uuid_v7()`) are no part of the schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DefaultDef {
    /// A constant; a label of an enum is a [`Literal::String`].
    Literal(Literal),
    /// The time of the statement, in the form the column's type wants.
    Now,
    /// A random UUID made by the database.
    UuidV4,
    /// A JSON document, as compact text.
    Json(String),
    /// An SQL expression as the user wrote it.
    Sql(String),
}

/// A constant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// `true`, `false`.
    Bool(bool),
    /// An integer.
    Int(i128),
    /// A number with a point, as written.
    Float(String),
    /// Text.
    String(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// What an update writes into a column that it does not name.
///
/// MySQL does `Now` itself (`ON UPDATE CURRENT_TIMESTAMP`); elsewhere the query builder adds it to the statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UpdateDef {
    /// The time of the statement.
    Now,
    /// An SQL expression as the user wrote it.
    Sql(String),
}

/// A generated column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeneratedDef {
    /// The SQL expression.
    pub expression: String,
    /// Is the value kept?
    pub kind: GeneratedKind,
}

/// Whether the value of a generated column is kept or computed on reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GeneratedKind {
    /// Kept in the row.
    Stored,
    /// Computed on reading.
    Virtual,
}

/// An identity column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityDef {
    /// Who writes the value, and what counts.
    pub kind: IdentityKind,
    /// How it counts.
    pub options: SequenceOptions,
}

impl IdentityDef {
    /// One that counts as the database does when it is told nothing else.
    pub fn plain(kind: IdentityKind) -> Self {
        Self { kind, options: SequenceOptions::default() }
    }
}

/// Who writes the value of an identity, and what counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentityKind {
    /// A statement may write a value of its own.
    ByDefault,
    /// The database alone writes it.
    Always,
    /// The older `serial` of PostgreSQL: a default that asks a sequence which goes with the column. It has no options.
    Serial,
}
