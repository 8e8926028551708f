//! How a column takes a value from a request, and which columns a model has: constant data.

use std::any::Any;

use serde::de::DeserializeOwned;

use super::rules::ColumnRules;
use super::{ContentDeserializer, TypeError};
use crate::schema::{ColumnMeta, Table, TableMeta, column};
use crate::types::Field;

/// A value of some field, as its column's type.
pub(super) type AnyValue = Box<dyn Any + Send>;

/// Reads the value of a field.
pub type Reader = for<'a> fn(ContentDeserializer<'a>) -> Result<AnyValue, TypeError>;

/// How a column takes a value from a request.
#[derive(Debug, Clone, Copy)]
pub struct Input {
    /// Other names accepted in requests.
    pub(super) aliases: &'static [&'static str],
    /// Reads a value of the column's type.
    pub(super) read: Reader,
    /// The rules of the column, for every model of it.
    pub(super) rules: Option<ColumnRules>,
}

impl Input {
    /// Of a column that no request sets.
    pub(crate) const fn none() -> Self {
        Self {
            aliases: &[],
            read: |_| Err(TypeError::new("unknown_field", "is computed by the database")),
            rules: None,
        }
    }
}

/// The type of a field that requests may set.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a request",
    label = "this type does not implement `serde::Deserialize`",
    note = "add `#[derive(serde::Deserialize)]` to it: the models of a table, such as `NewProject`, are read from JSON"
)]
pub trait Readable: DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> Readable for T {}

/// A [`column()`] that requests may set.
#[track_caller]
pub const fn input<F: Field + Readable>(
    name: &'static str,
    wire: &'static str,
    inferred: &str,
) -> ColumnMeta {
    column::<F>(name, wire, inferred).read(|content| boxed(F::deserialize(content)))
}

/// What a reader returns.
pub fn boxed<T: Send + 'static>(value: Result<T, TypeError>) -> Result<AnyValue, TypeError> {
    value.map(|value| Box::new(value) as AnyValue)
}

impl ColumnMeta {
    /// Also accepted under these names.
    #[must_use]
    pub const fn aliases(mut self, names: &'static [&'static str]) -> Self {
        self.input.aliases = names;
        self
    }

    /// Read in this way: a function of the user's (`#[serde(deserialize_with)]`), wrapped with [`boxed`].
    #[must_use]
    pub const fn read(mut self, read: Reader) -> Self {
        self.input.read = read;
        self
    }

    /// Under these rules.
    #[must_use]
    pub const fn rules(mut self, rules: ColumnRules) -> Self {
        self.input.rules = Some(rules);
        self
    }

    /// With these looks to others.
    #[cfg(feature = "descriptions")]
    #[must_use]
    pub const fn looks(mut self, looks: super::describe::Looks) -> Self {
        self.looks = looks;
        self
    }

    fn answers_to(&self, key: &str) -> bool {
        self.wire == key || self.input.aliases.contains(&key)
    }
}

/// A model of a table: which of its columns it has, and which must be given.
#[derive(Debug)]
pub struct ModelMeta {
    /// The table.
    pub(super) table: &'static TableMeta,
    /// The positions of the columns that a request may set.
    pub(super) accepted: &'static [usize],
    /// The positions of the columns that must be given.
    pub(super) required: &'static [usize],
    /// Is an unknown key an error?
    pub(super) denies_unknown_fields: bool,
    /// Says the rules that are not those of columns.
    #[cfg(feature = "descriptions")]
    pub(super) own_rules: Option<fn(&mut super::rules::Rules)>,
}

impl ModelMeta {
    /// A model of `table`.
    pub const fn new(table: &'static TableMeta) -> Self {
        Self {
            table,
            accepted: &[],
            required: &[],
            denies_unknown_fields: false,
            #[cfg(feature = "descriptions")]
            own_rules: None,
        }
    }

    /// A model of the table `T`.
    pub const fn of<T: Table>() -> Self {
        Self::new(T::META)
    }

    /// With the columns at these positions.
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

    /// With rules that are not those of columns; `say` runs them on nothing.
    #[cfg(feature = "descriptions")]
    #[must_use]
    pub const fn says(mut self, say: fn(&mut super::rules::Rules)) -> Self {
        self.own_rules = Some(say);
        self
    }

    /// The names of its fields in requests.
    ///
    /// # Panics
    /// At compile time, if it does not have `N` fields.
    pub const fn wires<const N: usize>(&self) -> [&'static str; N] {
        let mut wires = [""; N];
        let mut i = 0;
        while i < N {
            wires[i] = self.column(self.accepted[i]).wire;
            i += 1;
        }
        wires
    }

    /// The name in requests of the column at `position`.
    pub const fn wire(&self, position: usize) -> &'static str {
        self.column(position).wire
    }

    /// The column at `position`.
    pub(super) const fn column(&self, position: usize) -> &'static ColumnMeta {
        &self.table.columns[position]
    }

    /// The position of the column that a request calls `key`.
    pub(super) fn position_of_key(&self, key: &str) -> Option<usize> {
        self.accepted.iter().copied().find(|&position| self.column(position).answers_to(key))
    }
}
