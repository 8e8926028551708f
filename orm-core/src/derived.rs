//! Functions that generated code calls, beside those of the stages it feeds.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use chrono::{SubsecRound, Utc};

use crate::schema::{Changeset, Col, HasColumns, InsertRow, Insertable, PatchSet, Source, Table};
use crate::types::{ColumnType, DecodeError, Field, Value};

/// Are the two texts the same?
pub const fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let mut i = 0;
    while i < one.len() {
        if one[i] != other[i] {
            return false;
        }
        i += 1;
    }
    true
}

/// The columns of a table, a view or an alias.
pub fn columns_of<S: Source<Table: HasColumns>>() -> <S::Table as HasColumns>::Columns<S> {
    S::Table::columns::<S>()
}

/// The SQL type of a field, as `ColumnType::SQL_NAME` spells it.
pub(crate) const fn sql_name<T: Field>() -> &'static str {
    <T::Base as ColumnType>::SQL_NAME
}

/// Fails to compile unless a column of type `A` may refer to one of type `B`.
pub const fn check_reference<S, A: RefersTo<B>, R, B>(_: Col<S, A>, _: Col<R, B>) {}

/// Fails to compile unless the value is a default of a field of type `T`.
pub fn check_default<T: Field>(_: T::Base) {}

/// The same type, whether either may be NULL or not.
#[diagnostic::on_unimplemented(
    message = "a column of type `{Self}` cannot refer to a column of type `{T}`",
    label = "this column is `{T}`, the field is `{Self}`",
    note = "a foreign key has the type of the column it refers to"
)]
pub trait RefersTo<T> {}

#[diagnostic::do_not_recommend]
impl<T: ColumnType> RefersTo<T> for T {}
#[diagnostic::do_not_recommend]
impl<T: ColumnType> RefersTo<Option<T>> for T {}
#[diagnostic::do_not_recommend]
impl<T: ColumnType> RefersTo<T> for Option<T> {}
#[diagnostic::do_not_recommend]
impl<T: ColumnType> RefersTo<Option<T>> for Option<T> {}

/// The value of an enum.
pub const fn label(label: &'static str) -> Value {
    Value::Label(Cow::Borrowed(label))
}

/// A label in the database that the enum does not have.
pub fn unknown_label<T>(enumeration: &str) -> Result<T, DecodeError> {
    Err(DecodeError::new(format!(
        "the database holds a label of `{enumeration}` that the enum does not have"
    )))
}

/// What `Debug` shows of a secret.
pub const REDACTED: Redacted = Redacted;

/// Shows nothing.
pub struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// What a default computed in Rust is bound as.
pub fn computed<F: Field>(value: F) -> Value {
    value.into_field_value()
}

/// What a new row gets in a column that updates write the time into, where no database has a default for it.
pub fn now<F: Field>() -> Value {
    // The digits that all databases keep.
    let now = Utc::now().trunc_subsecs(6);
    match sql_name::<F>() {
        "date" => Value::Date(now.date_naive()),
        "time" => Value::Time(now.time()),
        "timestamp" => Value::Timestamp(now.naive_utc()),
        _ => Value::TimestampTz(now),
    }
}

/// The default `uuid_v7()`.
#[cfg(feature = "uuid")]
pub fn uuid_v7() -> uuid::Uuid {
    uuid::Uuid::now_v7()
}

/// The models of a struct that is no table because of a mistake in it: they only keep the compiler from repeating itself.
#[derive(Debug)]
pub struct NoModel<T>(PhantomData<fn() -> T>);

impl<T: Table> Insertable for NoModel<T> {
    type Table = T;

    fn write(self, _row: &mut InsertRow) {}
}

impl<T: Table> Changeset for NoModel<T> {
    type Table = T;

    fn write(self, _set: &mut PatchSet) {}
}
