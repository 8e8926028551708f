//! Values as MySQL takes them.

use sqlx::Arguments;
use sqlx::error::BoxDynError;
use sqlx::mysql::MySqlArguments;

use crate::types::{self, Value};

/// Adds `value` to `arguments`.
pub(super) fn add(arguments: &mut MySqlArguments, value: Value) -> Result<(), BoxDynError> {
    match value {
        Value::Null => arguments.add(None::<i64>),
        Value::Bool(flag) => arguments.add(flag),
        Value::I16(number) => arguments.add(number),
        Value::I32(number) => arguments.add(number),
        Value::I64(number) => arguments.add(number),
        Value::U64(number) => arguments.add(number),
        // It stores 0 for some of them.
        Value::F32(number) if !number.is_finite() => Err(lacks("infinite numbers and no `NaN`")),
        Value::F64(number) if !number.is_finite() => Err(lacks("infinite numbers and no `NaN`")),
        Value::F32(number) => arguments.add(number),
        Value::F64(number) => arguments.add(number),
        Value::Text(text) | Value::Label(text) => arguments.add(&*text),
        Value::Decimal(text) | Value::Json(text) => arguments.add(text),
        Value::Bytes(bytes) => arguments.add(bytes),
        Value::Date(date) => arguments.add(date),
        Value::Time(time) => arguments.add(time),
        Value::Timestamp(at) => arguments.add(at),
        // As a DATETIME: a TIMESTAMP on its way becomes NULL outside of its range, whatever the column holds.
        Value::TimestampTz(at) => arguments.add(at.naive_utc()),
        Value::Uuid(uuid) => arguments.add(uuid.as_slice()),
        Value::Inet(address, prefix) => arguments.add(types::inet_text(address, prefix)),
        Value::MacAddr(address) => arguments.add(types::mac_addr_text(address)),
        Value::Interval(_) => Err(lacks("intervals")),
        Value::Bits(..) => Err(lacks("bit strings of any length")),
        Value::Vector(_) => Err(lacks("vectors")),
        Value::Array { .. } => Err(lacks("arrays")),
        Value::Parameter(_) => Err(types::NO_ARGUMENT.into()),
        Value::Invalid(message) => Err(message.into()),
    }
}

fn lacks(feature: &str) -> BoxDynError {
    format!("MySQL has no {feature}").into()
}
