//! Values on their way to the database.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

/// A value to bind. Closed, so that writer and drivers are compiled once; every [`super::ColumnType`] becomes one of these.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// NULL, of whatever type the database infers.
    Null,
    /// `bool`.
    Bool(bool),
    /// 16 bits.
    I16(i16),
    /// 32 bits.
    I32(i32),
    /// 64 bits.
    I64(i64),
    /// 64 bits without a sign.
    U64(u64),
    /// `f32`.
    F32(f32),
    /// `f64`.
    F64(f64),
    /// Text.
    Text(Cow<'static, str>),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A day.
    Date(NaiveDate),
    /// A time of day.
    Time(NaiveTime),
    /// A date and time without a zone.
    Timestamp(NaiveDateTime),
    /// A point in time.
    TimestampTz(DateTime<Utc>),
}
