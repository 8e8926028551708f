//! Values as SQLite stores them.

use sqlx::Arguments;
use sqlx::error::BoxDynError;
use sqlx::sqlite::SqliteArguments;

use super::time;
use crate::types::Value;

/// Adds `value` to `arguments`.
pub(super) fn add(arguments: &mut SqliteArguments, value: Value) -> Result<(), BoxDynError> {
    match value {
        Value::Null => arguments.add(None::<i64>),
        Value::Bool(flag) => arguments.add(flag),
        Value::I16(number) => arguments.add(i64::from(number)),
        Value::I32(number) => arguments.add(i64::from(number)),
        Value::I64(number) => arguments.add(number),
        Value::U64(number) => arguments.add(
            i64::try_from(number)
                .map_err(|_| "SQLite has no integers above 9223372036854775807".to_owned())?,
        ),
        Value::F32(number) => arguments.add(f64::from(number)),
        Value::F64(number) => arguments.add(number),
        Value::Text(text) | Value::Label(text) => match text {
            std::borrow::Cow::Borrowed(text) => arguments.add(text),
            std::borrow::Cow::Owned(text) => arguments.add(text),
        },
        Value::Decimal(text) | Value::Json(text) => arguments.add(text),
        Value::Bytes(bytes) => arguments.add(bytes),
        Value::Date(date) => arguments.add(time::date(date)),
        Value::Time(of_day) => arguments.add(time::time(of_day)),
        Value::Timestamp(at) => arguments.add(time::timestamp(at)),
        Value::TimestampTz(at) => arguments.add(time::timestamp_tz(at)),
        Value::Uuid(uuid) => arguments.add(uuid.to_vec()),
        Value::Inet(address, prefix) => arguments.add(crate::types::inet_text(address, prefix)),
        Value::MacAddr(address) => arguments.add(crate::types::mac_addr_text(address)),
        Value::Interval(_) => Err(lacks("intervals")),
        Value::Bits(..) => Err(lacks("bit strings")),
        Value::Vector(_) => Err(lacks("vectors")),
        Value::Array { .. } => Err(lacks("arrays")),
        Value::Invalid(message) => Err(message.into()),
    }
}

fn lacks(feature: &str) -> BoxDynError {
    format!("SQLite has no {feature}").into()
}
