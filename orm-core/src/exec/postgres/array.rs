//! Arrays of one dimension. <https://github.com/postgres/postgres/blob/REL_17_STABLE/src/backend/utils/adt/arrayfuncs.c>

use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::types::Oid;
use sqlx::postgres::{PgArgumentBuffer, PgBindIterExt, PgTypeInfo};
use sqlx::{Encode, Postgres, Type};

use super::bind::encode;
use super::enum_name::enum_name;
use super::{PgCell, oid};
use crate::types::{DecodeError, Value};

/// The type of an array whose elements have that name in [`crate::types::ColumnType::SQL_NAME`].
pub(super) fn type_info(element: &'static str) -> PgTypeInfo {
    match enum_name(element) {
        Some(names) => PgTypeInfo::with_name(names.array),
        None => PgTypeInfo::with_oid(Oid(oid::array_of(element_type(element)))),
    }
}

/// The type of the elements, when it is built in.
fn element_type(element: &str) -> u32 {
    let name = element.split_once('(').map_or(element, |(name, _)| name);
    match name {
        "boolean" => oid::BOOL,
        "tinyint" | "smallint" | "unsigned tinyint" => oid::INT2,
        "integer" | "unsigned smallint" => oid::INT4,
        "bigint" | "unsigned integer" => oid::INT8,
        "unsigned bigint" | "numeric" => oid::NUMERIC,
        "real" => oid::FLOAT4,
        "double" => oid::FLOAT8,
        "bytes" => oid::BYTEA,
        "date" => oid::DATE,
        "time" => oid::TIME,
        "timestamp" => oid::TIMESTAMP,
        "timestamptz" => oid::TIMESTAMPTZ,
        "interval" => oid::INTERVAL,
        "uuid" => oid::UUID,
        "json" => oid::JSONB,
        "inet" => oid::INET,
        "macaddr" => oid::MACADDR,
        "varbit" => oid::VARBIT,
        _ => oid::TEXT,
    }
}

/// Writes an array of `values`.
pub(super) fn write(
    buffer: &mut PgArgumentBuffer,
    element: &'static str,
    values: &[Value],
) -> Result<(), BoxDynError> {
    if let Some(names) = enum_name(element) {
        return write_labels(buffer, names.element, values);
    }
    let has_null = values.iter().any(|value| matches!(value, Value::Null));
    buffer.extend_from_slice(&1_i32.to_be_bytes());
    buffer.extend_from_slice(&i32::from(has_null).to_be_bytes());
    buffer.extend_from_slice(&element_type(element).to_be_bytes());
    buffer.extend_from_slice(&i32::try_from(values.len())?.to_be_bytes());
    // The index of the first element.
    buffer.extend_from_slice(&1_i32.to_be_bytes());
    for value in values {
        let start = buffer.len();
        buffer.extend_from_slice(&(-1_i32).to_be_bytes());
        if let IsNull::No = encode(value, buffer)? {
            let length = i32::try_from(buffer.len() - start - 4)?;
            buffer[start..start + 4].copy_from_slice(&length.to_be_bytes());
        }
    }
    Ok(())
}

/// Writes an array of labels of an enum. Its OID differs from database to database; sqlx looks it up by name, once for a
/// connection, and puts it where the iterator of values leaves room for it.
fn write_labels(
    buffer: &mut PgArgumentBuffer,
    name: &'static str,
    values: &[Value],
) -> Result<(), BoxDynError> {
    if !values.is_empty() {
        let labels = values.iter().map(|value| Label { name, value });
        return labels.bind_iter().encode_by_ref(buffer).map(drop);
    }
    // An empty array names the type of its elements as well: one element is written, and all behind the OID cut off.
    let start = buffer.len();
    let _ = [Label { name, value: &Value::Null }].into_iter().bind_iter().encode_by_ref(buffer)?;
    buffer[start..start + 4].copy_from_slice(&0_i32.to_be_bytes());
    buffer.truncate(start + 12);
    Ok(())
}

/// A label of the enum of that name.
struct Label<'a> {
    name: &'static str,
    value: &'a Value,
}

impl Type<Postgres> for Label<'_> {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(Oid(oid::UNKNOWN))
    }
}

impl Encode<'_, Postgres> for Label<'_> {
    fn produces(&self) -> Option<PgTypeInfo> {
        Some(PgTypeInfo::with_name(self.name))
    }

    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        encode(self.value, buffer)
    }
}

/// Reads the elements of an array.
pub(super) fn read(mut bytes: &[u8]) -> Result<Vec<PgCell<'_>>, DecodeError> {
    let bytes = &mut bytes;
    match integer(bytes)? {
        0 => return Ok(Vec::new()),
        1 => {}
        _ => return Err(DecodeError::mismatch("an array of one dimension", "an array of several")),
    }
    let _has_null = integer(bytes)?;
    let element = integer(bytes)?.cast_unsigned();
    let count = integer(bytes)?;
    let _first_index = integer(bytes)?;
    (0..count)
        .map(|_| {
            let length = integer(bytes)?;
            let value = match usize::try_from(length) {
                Ok(length) => Some(take(bytes, length)?),
                Err(_) => None,
            };
            Ok(PgCell::element(element, value))
        })
        .collect()
}

fn integer(bytes: &mut &[u8]) -> Result<i32, DecodeError> {
    let (first, rest) = bytes.split_first_chunk().ok_or_else(truncated)?;
    *bytes = rest;
    Ok(i32::from_be_bytes(*first))
}

fn take<'a>(bytes: &mut &'a [u8], length: usize) -> Result<&'a [u8], DecodeError> {
    let (first, rest) = bytes.split_at_checked(length).ok_or_else(truncated)?;
    *bytes = rest;
    Ok(first)
}

fn truncated() -> DecodeError {
    DecodeError::new("the array is shorter than it says")
}
