//! What travels between server and client: models, rows, and the documents in them, each with its rules.
//!
//! ```text
//! orm_schema::parse::wire ─ names (who is meant) ─ types (what a Rust type is in JSON) ─ documents, models ─► definitions
//! ```
//!
//! A document that requests may write shorter than answers do, or whose rules the server checks, has two definitions:
//! `Settings` is what answers hold, `SettingsInput` what requests may.

mod documents;
mod limits;
mod models;
mod names;
mod types;

pub(super) use limits::{Limits, TextForm};

use crate::source::Source;

/// Everything that a client may name.
#[derive(Debug, Default)]
pub(super) struct Wire {
    pub(super) definitions: Vec<Definition>,
    /// For each table, what its rows may have been read with.
    pub(super) relations: Vec<Definition>,
}

/// A type with a name.
#[derive(Debug, Clone)]
pub(super) struct Definition {
    pub(super) name: String,
    pub(super) docs: String,
    pub(super) value: Value,
}

/// A value: its type, and what more is known of it.
#[derive(Debug, Clone)]
pub(super) struct Value {
    pub(super) ty: Type,
    pub(super) is_nullable: bool,
    pub(super) limits: Limits,
}

/// What a value is in JSON.
#[derive(Debug, Clone)]
pub(super) enum Type {
    Null,
    Bool,
    Integer {
        min: i128,
        max: i128,
    },
    /// A number that an `f32` holds.
    Single,
    /// Any finite number.
    Double,
    /// A decimal number as text.
    Decimal,
    /// A decimal number as text, or as a number.
    DecimalInput,
    Text,
    /// Text of a form of its own.
    Form(TextForm),
    /// Any JSON that a database stores.
    Json,
    /// What only the compiled program knows.
    Unknown,
    /// Another definition.
    Named(String),
    List(Box<Value>),
    Map(Box<Value>),
    Tuple(Vec<Value>),
    /// One of these texts.
    Labels(Vec<String>),
    OneOf(Vec<Value>),
    Object(Object),
}

/// An object with known members.
#[derive(Debug, Clone, Default)]
pub(super) struct Object {
    pub(super) members: Vec<Member>,
    /// Are other keys errors?
    pub(super) is_closed: bool,
}

/// A member of an object.
#[derive(Debug, Clone)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) docs: String,
    pub(super) value: Value,
    /// May it be absent?
    pub(super) is_optional: bool,
}

impl Value {
    pub(super) fn new(ty: Type) -> Self {
        Self { ty, is_nullable: false, limits: Limits::default() }
    }

    fn nullable(mut self, is_nullable: bool) -> Self {
        self.is_nullable |= is_nullable;
        self
    }
}

/// All definitions: for each table its row and its models, then rows of queries and models that users wrote. Documents
/// stand behind what names them first.
pub(super) fn read(source: &Source) -> Wire {
    let mut builder = documents::Builder::new(names::Names::new(source));
    models::push(&mut builder);
    builder.finish()
}
