//! Values, and the definitions that give them names.

use serde_json::{Map, Value as Json};

use crate::{Limits, TextForm};

/// Everything that a client may name.
#[derive(Debug, Default)]
pub struct Wire {
    /// Rows, models, and the documents in them.
    pub definitions: Vec<Definition>,
    /// For each table, what its rows may have been read with.
    pub relations: Vec<Definition>,
    /// What can be asked of the server.
    pub routes: Vec<Route>,
}

/// A type with a name.
#[derive(Debug, Clone)]
pub struct Definition {
    /// Its name.
    pub name: String,
    /// What the source says of it.
    pub docs: String,
    /// What it is.
    pub value: Value,
}

/// A value: its type, and what more is known of it.
#[derive(Debug, Clone)]
pub struct Value {
    /// Its type.
    pub ty: Type,
    /// May it be `null`?
    pub is_nullable: bool,
    /// Its rules.
    pub limits: Limits,
}

/// What a value is in JSON.
#[derive(Debug, Clone)]
pub enum Type {
    /// Nothing else than `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number without a fraction.
    Integer {
        /// The least.
        min: i128,
        /// The greatest.
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
    /// Text without NUL characters.
    Text,
    /// Text of a form of its own.
    Form(TextForm),
    /// Any JSON that a database stores.
    Json,
    /// What only the compiled program knows.
    Unknown,
    /// Another definition.
    Named(String),
    /// What others have written as JSON Schema.
    Written(Map<String, Json>),
    /// A list of such values.
    List(Box<Value>),
    /// An object with any keys and such values.
    Map(Box<Value>),
    /// A list of these values, each in its place.
    Tuple(Vec<Value>),
    /// One of these texts.
    Labels(Vec<String>),
    /// One of these.
    OneOf(Vec<Value>),
    /// An object with known members.
    Object(Object),
}

/// An object with known members.
#[derive(Debug, Clone, Default)]
pub struct Object {
    /// Its members.
    pub members: Vec<Member>,
    /// Objects whose members are members of this one too.
    pub flattened: Vec<Value>,
    /// Are other keys errors?
    pub is_closed: bool,
}

/// A member of an object.
#[derive(Debug, Clone)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// What the source says of it.
    pub docs: String,
    /// What it is.
    pub value: Value,
    /// May it be absent?
    pub is_optional: bool,
}

/// Something that can be asked of a server.
#[derive(Debug, Clone)]
pub struct Route {
    /// What it is called, in words: those of its module and of its handler.
    pub name: String,
    /// What the source says of it.
    pub docs: String,
    /// Its method.
    pub method: String,
    /// Its path, as axum writes it: `/users/{id}`.
    pub path: String,
    /// What follows the path behind `?`.
    pub query: Option<Part>,
    /// What the request holds.
    pub body: Option<Part>,
    /// What is answered; nothing if the answer is empty.
    pub answer: Option<Value>,
}

/// A part of a request.
#[derive(Debug, Clone)]
pub struct Part {
    /// What it is.
    pub value: Value,
    /// May it be absent?
    pub is_optional: bool,
}

impl Route {
    /// What is sent and what is answered.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        let sent = self.query.iter().chain(&self.body).map(|part| &part.value);
        sent.chain(&self.answer)
    }
}

impl Value {
    /// A value without rules.
    pub fn new(ty: Type) -> Self {
        Self { ty, is_nullable: false, limits: Limits::default() }
    }

    /// A value that only the server knows more about.
    pub fn unknown(name: &str) -> Self {
        let notes = vec![format!("the form of {name} is known to the server alone")];
        Self { limits: Limits { notes, ..Limits::default() }, ..Self::new(Type::Unknown) }
    }

    /// A list of `elements`.
    pub fn list(element: Self, length: Option<u64>) -> Self {
        let limits = Limits { min_length: length, max_length: length, ..Limits::default() };
        Self { limits, ..Self::new(Type::List(Box::new(element))) }
    }

    /// The same value, or `null`.
    #[must_use]
    pub fn nullable(mut self, is_nullable: bool) -> Self {
        self.is_nullable |= is_nullable;
        self
    }

    /// The same value under these rules too; those of a list are on the list, those of anything else on the value.
    #[must_use]
    pub fn under(mut self, limits: Limits) -> Self {
        let known = std::mem::replace(&mut self.limits, limits);
        if self.limits.min_length.is_none() {
            self.limits.min_length = known.min_length;
        }
        if self.limits.max_length.is_none() {
            self.limits.max_length = known.max_length;
        }
        self.limits.notes.extend(known.notes);
        self
    }
}

impl Value {
    /// The same list, each element of which is under these rules.
    #[must_use]
    pub fn with_elements_under(mut self, limits: Limits) -> Self {
        if let Type::List(element) = self.ty {
            self.ty = Type::List(Box::new(element.under(limits)));
        }
        self
    }
}

/// Does it hold any JSON somewhere?
pub fn has_json(value: &Value) -> bool {
    match &value.ty {
        Type::Json => true,
        Type::List(inner) | Type::Map(inner) => has_json(inner),
        Type::Tuple(inner) | Type::OneOf(inner) => inner.iter().any(has_json),
        Type::Object(object) => {
            let members = object.members.iter().map(|member| &member.value);
            members.chain(&object.flattened).any(has_json)
        }
        _ => false,
    }
}
