//! Values as SQLite stores them.

use std::borrow::Cow;

use sqlx::Arguments;
use sqlx::error::BoxDynError;
use sqlx::sqlite::SqliteArguments;

use super::held::Held;
use crate::types::{self, Value};

/// A value in one of SQLite's storage classes.
pub(super) enum Bound {
    Null,
    Integer(i64),
    Real(f64),
    Text(Cow<'static, str>),
    Blob(Vec<u8>),
}

impl Bound {
    pub(super) fn new(value: Value) -> Result<Self, BoxDynError> {
        Ok(match value {
            Value::Null => Self::Null,
            Value::Bool(flag) => Self::Integer(flag.into()),
            Value::I16(number) => Self::Integer(number.into()),
            Value::I32(number) => Self::Integer(number.into()),
            Value::I64(number) => Self::Integer(number),
            Value::U64(number) => Self::Integer(
                i64::try_from(number)
                    .map_err(|_| "SQLite has no integers above 9223372036854775807".to_owned())?,
            ),
            Value::F32(number) => real(number.into())?,
            Value::F64(number) => real(number)?,
            Value::Text(text) | Value::Label(text) => Self::Text(text),
            Value::Decimal(text) | Value::Json(text) => Self::Text(text.into()),
            Value::Bytes(bytes) => Self::Blob(bytes),
            Value::Date(date) => Self::Text(types::date_text(date).into()),
            Value::Time(of_day) => Self::Text(types::time_text(of_day).into()),
            Value::Timestamp(at) => Self::Text(types::timestamp_text(at).into()),
            Value::TimestampTz(at) => Self::Text(types::timestamp_tz_text(at).into()),
            Value::Uuid(uuid) => Self::Blob(uuid.to_vec()),
            Value::Inet(address, prefix) => Self::Text(types::inet_text(address, prefix).into()),
            Value::MacAddr(address) => Self::Text(types::mac_addr_text(address).into()),
            Value::Interval(_) => return Err(lacks("intervals")),
            Value::Bits(..) => return Err(lacks("bit strings")),
            Value::Vector(_) => return Err(lacks("vectors")),
            Value::Array { .. } => return Err(lacks("arrays")),
            Value::Parameter(_) => return Err(types::NO_ARGUMENT.into()),
            Value::Invalid(message) => return Err(message.into()),
        })
    }

    pub(super) fn held(&self) -> Held<'_> {
        match self {
            Self::Null => Held::Null,
            Self::Integer(number) => Held::Integer(*number),
            Self::Real(number) => Held::Real(*number),
            Self::Text(text) => Held::Text(text.as_bytes()),
            Self::Blob(bytes) => Held::Blob(bytes),
        }
    }
}

/// SQLite stores NULL for a number that is none.
fn real(number: f64) -> Result<Bound, BoxDynError> {
    if number.is_nan() { Err(lacks("`NaN`")) } else { Ok(Bound::Real(number)) }
}

/// Adds `value` to `arguments`.
pub(super) fn add(arguments: &mut SqliteArguments, value: Value) -> Result<(), BoxDynError> {
    match Bound::new(value)? {
        Bound::Null => arguments.add(None::<i64>),
        Bound::Integer(number) => arguments.add(number),
        Bound::Real(number) => arguments.add(number),
        Bound::Text(Cow::Borrowed(text)) => arguments.add(text),
        Bound::Text(Cow::Owned(text)) => arguments.add(text),
        Bound::Blob(bytes) => arguments.add(bytes),
    }
}

fn lacks(feature: &str) -> BoxDynError {
    format!("SQLite has no {feature}").into()
}
