//! The fields of a model that a user writes, and the columns they are of.

use std::any::Any;
use std::marker::PhantomData;

use serde::Deserialize;

use crate::const_message::fail;
use crate::derived::same;
use crate::models::field::{AnyValue, Readable};
use crate::models::{Slots, TypeError, boxed};
use crate::schema::{Col, ColumnMeta, InsertRow, PatchSet, TableMeta, column};
use crate::types::{ColumnType, Value};

/// What the values of a model go into: an [`InsertRow`] or a [`PatchSet`].
pub trait Sink {
    /// Is it a whole row, in which each column without a default must have a value?
    const IS_ROW: bool;

    /// Gives the column at `position` a value, or leaves it alone.
    fn put(&mut self, position: usize, value: Option<Value>);
}

impl Sink for InsertRow {
    const IS_ROW: bool = true;

    fn put(&mut self, position: usize, value: Option<Value>) {
        Self::put(self, position, value);
    }
}

impl Sink for PatchSet {
    const IS_ROW: bool = false;

    fn put(&mut self, position: usize, value: Option<Value>) {
        Self::put(self, position, value);
    }
}

/// A type that a field may have, when it is of a column of the type `C`. `K` is what it goes into.
///
/// ```
/// # use orm_core::prelude::*;
/// # use orm_core::Sqlite;
/// # #[derive(Table)]
/// # struct Project {
/// #     #[column(primary_key, auto_increment)] id: i32,
/// #     name: String,
/// #     about: Option<String>,
/// # }
/// #[derive(Patch)]
/// #[model(Project)]
/// struct Describe {
///     name: String,
///     about: Option<Option<String>>,
/// }
///
/// let describe = Describe::parse(br#"{ "name": "abc", "about": null }"#).unwrap();
/// let update = Project::update().patch(describe).filter(Project::id.eq(7));
/// assert_eq!(update.sql(Sqlite).text, r#"update "project" set "name" = ?, "about" = ? where "project"."id" = ?"#);
/// # let _ = |p: Project| (p.id, p.name, p.about);
/// ```
#[diagnostic::on_unimplemented(
    message = "a field of type `{Self}` does not go into a column of type `{C}`",
    label = "the column is `{C}`",
    note = "`T` is always written, `Option<T>` is left out when it is absent; of a column that may be NULL, a patch takes \
            `Option<Option<T>>`, which tells absent from NULL"
)]
pub trait FieldOf<K, C>: Sized + 'static {
    /// What is read from a request.
    type Read: Readable + Send + 'static;
    /// Is nothing written when the field is absent?
    const IS_OPTIONAL: bool;
    /// May a request say `null`?
    const IS_NULLABLE: bool;

    /// The field, from what was read; `None` if it must be given and is not.
    fn taken(read: Option<Self::Read>) -> Option<Self>;

    /// What is written.
    fn written(self) -> Option<Value>;
}

#[diagnostic::do_not_recommend]
impl<K, T: ColumnType + Readable> FieldOf<K, T> for T {
    type Read = T;
    const IS_OPTIONAL: bool = false;
    const IS_NULLABLE: bool = false;

    fn taken(read: Option<T>) -> Option<T> {
        read
    }

    fn written(self) -> Option<Value> {
        Some(self.into_value())
    }
}

#[diagnostic::do_not_recommend]
impl<K, T: ColumnType + Readable> FieldOf<K, T> for Option<T> {
    type Read = T;
    const IS_OPTIONAL: bool = true;
    const IS_NULLABLE: bool = false;

    fn taken(read: Option<T>) -> Option<Self> {
        Some(read)
    }

    fn written(self) -> Option<Value> {
        self.map(T::into_value)
    }
}

/// A value that is never NULL, of a column that may be.
#[diagnostic::do_not_recommend]
impl<K, T: ColumnType + Readable> FieldOf<K, Option<T>> for T {
    type Read = T;
    const IS_OPTIONAL: bool = false;
    const IS_NULLABLE: bool = false;

    fn taken(read: Option<T>) -> Option<T> {
        read
    }

    fn written(self) -> Option<Value> {
        Some(self.into_value())
    }
}

#[diagnostic::do_not_recommend]
impl<K, T: ColumnType + Readable> FieldOf<K, Option<T>> for Option<Option<T>> {
    type Read = Option<T>;
    const IS_OPTIONAL: bool = true;
    const IS_NULLABLE: bool = true;

    fn taken(read: Option<Option<T>>) -> Option<Self> {
        Some(read)
    }

    fn written(self) -> Option<Value> {
        self.map(|value| value.map_or(Value::Null, T::into_value))
    }
}

/// In a new row absent is NULL. A patch has no such field: it would not tell what is kept from what becomes NULL.
#[diagnostic::do_not_recommend]
impl<T: ColumnType + Readable> FieldOf<InsertRow, Option<T>> for Option<T> {
    type Read = Self;
    const IS_OPTIONAL: bool = false;
    const IS_NULLABLE: bool = true;

    fn taken(read: Option<Self>) -> Option<Self> {
        Some(read.flatten())
    }

    fn written(self) -> Option<Value> {
        Some(self.map_or(Value::Null, T::into_value))
    }
}

/// A field of the type `F` and its column: constant data.
pub struct WrittenField<K, F> {
    /// The column, as requests to this model see it.
    pub column: ColumnMeta,
    position: usize,
    taken: fn(&mut Slots, usize) -> Option<F>,
    written: fn(F) -> Option<Value>,
    marker: PhantomData<fn(K)>,
}

/// A column, of which only the type `C` is known.
pub struct ColumnOf<S, C>(PhantomData<fn() -> Col<S, C>>);

impl<S, C> ColumnOf<S, C> {
    /// Of this type.
    pub const fn new(_column: fn() -> Col<S, C>) -> Self {
        Self(PhantomData)
    }

    /// The field of the type `F` of the column that Rust calls `name`. `wire` is its name in requests, if it is not that of
    /// the column.
    ///
    /// Fails to compile if the database computes the column, or if the field may be absent and the column has no default.
    #[track_caller]
    pub const fn field<K: Sink, F: FieldOf<K, C>>(
        self,
        table: &TableMeta,
        name: &str,
        wire: Option<&'static str>,
    ) -> WrittenField<K, F> {
        let Some(position) = position(table, name) else {
            fail(&["`", table.name, "` has no column `", name, "`"]);
        };
        let mut column = table.columns[position];
        if column.is_generated {
            fail(&["column `", name, "` of `", table.name, "` is computed by the database"]);
        }
        if K::IS_ROW && F::IS_OPTIONAL && column.is_required() {
            fail(&["`", name, "` may be absent, but its column has no default"]);
        }
        if let Some(wire) = wire {
            column.wire = wire;
        }
        column.is_nullable = F::IS_NULLABLE;
        column = column.read(|content| boxed(F::Read::deserialize(content)));
        WrittenField {
            column,
            position,
            taken: |slots, position| F::taken(slots.optional(position)),
            written: F::written,
            marker: PhantomData,
        }
    }
}

impl<K: Sink, F> WrittenField<K, F> {
    /// Takes the field out of its slot, which is not the position of its column.
    pub fn take(&self, slots: &mut Slots, slot: usize) -> Option<F> {
        (self.taken)(slots, slot)
    }

    /// Writes the field.
    pub fn put(&self, sink: &mut K, value: F) {
        sink.put(self.position, (self.written)(value));
    }
}

/// A field of the model that is no column.
pub trait Extra: Readable + Any + Send {}

#[diagnostic::do_not_recommend]
impl<T: Readable + Any + Send> Extra for T {}

/// A field that is no column.
pub const fn extra<T: Extra>(name: &'static str, wire: &'static str) -> ColumnMeta {
    column::<bool>(name, wire, "").read(read_extra::<T>)
}

fn read_extra<T: Extra>(content: crate::models::ContentDeserializer<'_>) -> Result<AnyValue, TypeError> {
    boxed(T::deserialize(content))
}

/// Panics at compile time if a column that must be given is neither among the fields nor set by the server.
pub const fn check_fields(table: &TableMeta, rust_name: &str, fields: &[&str], server: &[&str]) {
    let mut i = 0;
    while i < table.columns.len() {
        let column = &table.columns[i];
        let name = column.field;
        if column.is_required() && !contains(fields, name) && !contains(server, name) {
            fail(&[
                "missing required field `",
                name,
                "` of `",
                rust_name,
                "`; add it, or let the server set it: #[model(server(",
                name,
                "))]",
            ]);
        }
        i += 1;
    }
}

const fn position(table: &TableMeta, name: &str) -> Option<usize> {
    let mut i = 0;
    while i < table.columns.len() {
        if same(table.columns[i].field, name) {
            return Some(i);
        }
        i += 1;
    }
    None
}

const fn contains(names: &[&str], name: &str) -> bool {
    let mut i = 0;
    while i < names.len() {
        if same(names[i], name) {
            return true;
        }
        i += 1;
    }
    false
}
