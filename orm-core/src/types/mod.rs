//! Rust types that a column can hold, and how their values travel.
//!
//! A value goes out as a [`Value`] (a closed enum, so that writer and drivers compile once) and comes back through a
//! [`Cell`]. [`ColumnType`] ties a Rust type to both; [`Field`] adds `Option`.

mod cell;
mod decode_error;
mod nullness;
mod parameter;
mod value;

mod array;
mod binary;
#[cfg(feature = "bit-vec")]
pub mod bits;
mod boolean;
mod chrono;
#[cfg(any(feature = "rust_decimal", feature = "bigdecimal"))]
mod decimal;
mod float;
mod integer;
mod interval;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "json")]
mod json;
mod network;
mod postgres;
mod text;
#[cfg(feature = "time")]
mod time;
#[cfg(feature = "uuid")]
mod uuid;

mod forms;
mod time_text;

pub use array::ArrayElement;
pub use cell::{Cell, Cells};
pub use decode_error::DecodeError;
pub(crate) use forms::{inet_text, mac_addr_text};
#[cfg(any(feature = "mysql", feature = "sqlite"))]
pub(crate) use forms::{parse_inet, parse_mac_addr, parse_uuid, uuid_bytes};
pub use interval::Interval;
#[cfg(feature = "json")]
pub use json::Json;
#[cfg(all(feature = "json", feature = "postgres"))]
pub(crate) use json::parse as parse_json;
#[cfg(feature = "json")]
pub(crate) use json::to_value as json_value;
pub use nullness::{NotNull, Null, Nullness};
pub use parameter::{Parameter, ParameterForm};
pub(crate) use time_text::{date_text, time_text, timestamp_text, timestamp_tz_text};
#[cfg(feature = "exec")]
pub(crate) use value::NO_ARGUMENT;
pub use value::Value;

/// A type whose values are stored in a column. `#[derive(ColumnType)]` implements it for enums and newtypes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be stored in a column",
    label = "no SQL type is known for this type",
    note = "derive `ColumnType` for an enum or a newtype, wrap a document in `Json<T>`, or turn on the feature of the crate it comes from"
)]
pub trait ColumnType: Sized + Send + 'static {
    /// The name of the inferred SQL type as the schema reader spells it (`orm_schema::SqlType`'s text form): `integer`,
    /// `text`, `timestamptz`. A newtype has the name of what it wraps, an enum the name of its type.
    const SQL_NAME: &'static str;

    /// The value to bind.
    fn into_value(self) -> Value;

    /// Reads a cell that is not NULL.
    fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError>;
}

/// The type of a field of a table: a [`ColumnType`], or an `Option` of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be stored in a column",
    label = "no SQL type is known for this type",
    note = "derive `ColumnType` for an enum or a newtype, wrap a document in `Json<T>`, or turn on the feature of the crate it comes from"
)]
pub trait Field: Sized + Send + 'static {
    /// The type without `Option`.
    type Base: ColumnType;
    /// [`Null`] for an `Option`.
    type Null: Nullness;

    /// The value to bind.
    fn into_field_value(self) -> Value;

    /// Reads a cell.
    fn from_field_cell(cell: Cell<'_>) -> Result<Self, DecodeError>;
}

#[diagnostic::do_not_recommend]
impl<T: ColumnType> Field for T {
    type Base = T;
    type Null = NotNull;

    fn into_field_value(self) -> Value {
        self.into_value()
    }

    fn from_field_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        T::from_cell(cell)
    }
}

#[diagnostic::do_not_recommend]
impl<T: ColumnType> Field for Option<T> {
    type Base = T;
    type Null = Null;

    fn into_field_value(self) -> Value {
        self.map_or(Value::Null, T::into_value)
    }

    fn from_field_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        if cell.is_null() { Ok(None) } else { T::from_cell(cell).map(Some) }
    }
}
