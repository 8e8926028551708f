//! Values in the binary form of PostgreSQL. <https://www.postgresql.org/docs/current/protocol-overview.html#PROTOCOL-FORMAT-CODES>

use std::net::IpAddr;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::types::Oid;
use sqlx::postgres::{PgArgumentBuffer, PgTypeInfo};
use sqlx::{Encode, Postgres, Type};

use super::{array, numeric, oid};
use crate::types::Value;

/// The day from which PostgreSQL counts, in days of the common era.
pub(super) const EPOCH_DAY: i32 = 730_120;
/// The second from which PostgreSQL counts, in seconds of Unix.
pub(super) const EPOCH_SECOND: i64 = 946_684_800;

/// A value on its way into the arguments of sqlx.
pub(super) struct Bind(pub(super) Value);

impl Type<Postgres> for Bind {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(Oid(oid::UNKNOWN))
    }
}

impl Encode<'_, Postgres> for Bind {
    fn produces(&self) -> Option<PgTypeInfo> {
        Some(match &self.0 {
            Value::Array { element, .. } => array::type_info(element),
            value => PgTypeInfo::with_oid(Oid(type_of(value))),
        })
    }

    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        encode(&self.0, buffer)
    }
}

/// The type that the server is told a value has.
fn type_of(value: &Value) -> u32 {
    match value {
        Value::Bool(_) => oid::BOOL,
        Value::I16(_) => oid::INT2,
        Value::I32(_) => oid::INT4,
        Value::I64(_) => oid::INT8,
        Value::U64(_) | Value::Decimal(_) => oid::NUMERIC,
        Value::F32(_) => oid::FLOAT4,
        Value::F64(_) => oid::FLOAT8,
        Value::Text(_) => oid::TEXT,
        Value::Bytes(_) => oid::BYTEA,
        Value::Date(_) => oid::DATE,
        Value::Time(_) => oid::TIME,
        Value::Timestamp(_) => oid::TIMESTAMP,
        Value::TimestampTz(_) => oid::TIMESTAMPTZ,
        Value::Interval(_) => oid::INTERVAL,
        Value::Uuid(_) => oid::UUID,
        Value::Json(_) => oid::JSONB,
        Value::Inet(..) => oid::INET,
        Value::MacAddr(_) => oid::MACADDR,
        Value::Bits(..) => oid::VARBIT,
        // The OIDs of enums and of pgvector's types differ from database to database, so the server infers them. The type
        // of a NULL is inferred as well: any fixed one would be wrong in half of the places.
        Value::Null
        | Value::Label(_)
        | Value::Vector(_)
        | Value::Array { .. }
        | Value::Parameter(_)
        | Value::Invalid(_) => oid::UNKNOWN,
    }
}

/// Writes `value`.
pub(super) fn encode(value: &Value, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
    match value {
        Value::Null => return Ok(IsNull::Yes),
        Value::Bool(flag) => buffer.push(u8::from(*flag)),
        Value::I16(number) => buffer.extend_from_slice(&number.to_be_bytes()),
        Value::I32(number) => buffer.extend_from_slice(&number.to_be_bytes()),
        Value::I64(number) => buffer.extend_from_slice(&number.to_be_bytes()),
        Value::U64(number) => numeric::write(buffer, &number.to_string())?,
        Value::Decimal(number) => numeric::write(buffer, number)?,
        Value::F32(number) => buffer.extend_from_slice(&number.to_be_bytes()),
        Value::F64(number) => buffer.extend_from_slice(&number.to_be_bytes()),
        Value::Text(text) | Value::Label(text) => buffer.extend_from_slice(text.as_bytes()),
        Value::Bytes(bytes) => buffer.extend_from_slice(bytes),
        Value::Date(date) => buffer.extend_from_slice(&days(*date).to_be_bytes()),
        Value::Time(time) => buffer.extend_from_slice(&of_day(*time).to_be_bytes()),
        Value::Timestamp(at) => buffer.extend_from_slice(&microseconds(*at).to_be_bytes()),
        Value::TimestampTz(at) => buffer.extend_from_slice(&microseconds(at.naive_utc()).to_be_bytes()),
        Value::Interval(interval) => {
            buffer.extend_from_slice(&interval.microseconds.to_be_bytes());
            buffer.extend_from_slice(&interval.days.to_be_bytes());
            buffer.extend_from_slice(&interval.months.to_be_bytes());
        }
        Value::Uuid(uuid) => buffer.extend_from_slice(uuid),
        Value::Json(text) => {
            // The version of the form of jsonb.
            buffer.push(1);
            buffer.extend_from_slice(text.as_bytes());
        }
        Value::Inet(address, prefix) => inet(buffer, *address, *prefix),
        Value::MacAddr(address) => buffer.extend_from_slice(address),
        Value::Bits(count, bytes) => {
            buffer.extend_from_slice(&i32::try_from(*count)?.to_be_bytes());
            buffer.extend_from_slice(bytes);
        }
        Value::Vector(numbers) => {
            buffer.extend_from_slice(&u16::try_from(numbers.len())?.to_be_bytes());
            buffer.extend_from_slice(&[0, 0]);
            for number in numbers {
                buffer.extend_from_slice(&number.to_be_bytes());
            }
        }
        Value::Array { element, values } => array::write(buffer, element, values)?,
        Value::Parameter(_) => return Err(crate::types::NO_ARGUMENT.into()),
        Value::Invalid(message) => return Err(message.clone().into()),
    }
    Ok(IsNull::No)
}

fn days(date: NaiveDate) -> i32 {
    chrono::Datelike::num_days_from_ce(&date) - EPOCH_DAY
}

fn of_day(time: NaiveTime) -> i64 {
    i64::from(time.num_seconds_from_midnight()) * 1_000_000 + i64::from(time.nanosecond() / 1000)
}

fn microseconds(at: NaiveDateTime) -> i64 {
    let at: DateTime<chrono::Utc> = at.and_utc();
    (at.timestamp() - EPOCH_SECOND) * 1_000_000 + i64::from(at.timestamp_subsec_micros())
}

/// Family, prefix, "is a cidr", length, address.
fn inet(buffer: &mut PgArgumentBuffer, address: IpAddr, prefix: u8) {
    match address {
        IpAddr::V4(address) => {
            buffer.extend_from_slice(&[2, prefix, 0, 4]);
            buffer.extend_from_slice(&address.octets());
        }
        IpAddr::V6(address) => {
            buffer.extend_from_slice(&[3, prefix, 0, 16]);
            buffer.extend_from_slice(&address.octets());
        }
    }
}
