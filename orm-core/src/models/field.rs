//! The fields of the models of a table, as constant data.

use std::any::Any;

use serde::de::DeserializeOwned;

use super::{ContentDeserializer, TypeError};

/// A value of some field, as its column's type.
pub(super) type AnyValue = Box<dyn Any + Send>;

/// A column as the models of its table read it. One table of these serves all models of a table.
#[derive(Debug)]
pub struct ModelField {
    /// The name of the field in Rust.
    pub(super) name: &'static str,
    /// Its name in requests.
    pub(super) wire: &'static str,
    /// Other names accepted in requests.
    pub(super) aliases: &'static [&'static str],
    /// Reads a value of the column's type.
    pub(super) read: Reader,
}

/// Reads the value of a field.
pub type Reader = for<'a> fn(ContentDeserializer<'a>) -> Result<AnyValue, TypeError>;

/// A field of type `T`.
pub const fn field<T: DeserializeOwned + Send + 'static>(
    name: &'static str,
    wire: &'static str,
) -> ModelField {
    ModelField { name, wire, aliases: &[], read: |content| boxed(T::deserialize(content)) }
}

/// A field that is read by a function of the user's (`#[serde(deserialize_with)]`), wrapped with [`boxed`].
pub const fn field_with(name: &'static str, wire: &'static str, read: Reader) -> ModelField {
    ModelField { name, wire, aliases: &[], read }
}

/// A field that no request sets: the column is computed by the database.
pub const fn field_unread(name: &'static str, wire: &'static str) -> ModelField {
    ModelField {
        name,
        wire,
        aliases: &[],
        read: |_| Err(TypeError::new("unknown_field", "is computed by the database")),
    }
}

/// What a reader returns.
pub fn boxed<T: Send + 'static>(value: Result<T, TypeError>) -> Result<AnyValue, TypeError> {
    value.map(|value| Box::new(value) as AnyValue)
}

impl ModelField {
    /// Also accepted under these names.
    #[must_use]
    pub const fn aliases(mut self, names: &'static [&'static str]) -> Self {
        self.aliases = names;
        self
    }

    pub(super) fn answers_to(&self, key: &str) -> bool {
        self.wire == key || self.aliases.contains(&key)
    }
}

/// A table whose models are read from requests. Implemented by the derive.
pub trait HasFields {
    /// All its columns, as its models read them.
    const FIELDS: &'static [ModelField];
}

/// A model of a table: which of its fields it has, and which must be given.
#[derive(Debug)]
pub struct ModelMeta {
    /// All columns of the table.
    pub(super) fields: &'static [ModelField],
    /// The positions of the fields that a request may set.
    pub(super) accepted: &'static [usize],
    /// The positions of the fields that must be given.
    pub(super) required: &'static [usize],
    /// Is an unknown key an error?
    pub(super) denies_unknown_fields: bool,
}

impl ModelMeta {
    /// A model over the columns of its table.
    pub const fn new(fields: &'static [ModelField]) -> Self {
        Self { fields, accepted: &[], required: &[], denies_unknown_fields: false }
    }

    /// With the fields at these positions.
    #[must_use]
    pub const fn accepts(mut self, positions: &'static [usize]) -> Self {
        self.accepted = positions;
        self
    }

    /// Of which these must be given.
    #[must_use]
    pub const fn requires(mut self, positions: &'static [usize]) -> Self {
        self.required = positions;
        self
    }

    /// An unknown key is an error.
    #[must_use]
    pub const fn deny_unknown_fields(mut self) -> Self {
        self.denies_unknown_fields = true;
        self
    }

    /// The position of the field that a request calls `key`.
    pub(super) fn position_of_key(&self, key: &str) -> Option<usize> {
        self.accepted.iter().copied().find(|&position| self.fields[position].answers_to(key))
    }
}
