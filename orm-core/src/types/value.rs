//! Values on their way to the database.

use std::borrow::Cow;
use std::net::IpAddr;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

use super::{Interval, Parameter};

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
    /// 64 bits without a sign. SQLite has no room for values above `i64::MAX`: binding one there is an error.
    U64(u64),
    /// `f32`.
    F32(f32),
    /// `f64`.
    F64(f64),
    /// Text.
    Text(Cow<'static, str>),
    /// The label of an enum. PostgreSQL infers the type of the enum from where the value stands.
    Label(Cow<'static, str>),
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
    /// A span of time (PostgreSQL).
    Interval(Interval),
    /// A UUID.
    Uuid([u8; 16]),
    /// A decimal number in plain notation: `-12.50`.
    Decimal(String),
    /// A JSON document, as text.
    Json(String),
    /// An address, with the length of its network prefix: 32 or 128 for a host.
    Inet(IpAddr, u8),
    /// A MAC address.
    MacAddr([u8; 6]),
    /// A string of so many bits, most significant bit first (PostgreSQL).
    Bits(usize, Vec<u8>),
    /// A vector of pgvector (PostgreSQL).
    Vector(Vec<f32>),
    /// Values of one type (PostgreSQL).
    Array {
        /// The name of their type, as [`super::ColumnType::SQL_NAME`] spells it.
        element: &'static str,
        /// The values; [`Value::Null`] stands for NULL.
        values: Vec<Value>,
    },
    /// A value that a prepared statement gets when it is run. Binding it in any other statement is an error.
    Parameter(Parameter),
    /// A value that has no form in a database, and why. The statement that binds it fails with
    /// [`crate::ErrorKind::Encode`] before anything is sent.
    Invalid(String),
}

/// Why a parameter cannot be sent.
#[cfg(feature = "exec")]
pub(crate) const NO_ARGUMENT: &str = "a parameter of a prepared query stands in a statement that is none";

impl Value {
    /// About how many bytes it takes on its way.
    pub(crate) fn size(&self) -> usize {
        match self {
            Self::Null | Self::Bool(_) => 1,
            Self::I16(_) => 2,
            Self::I32(_) | Self::F32(_) | Self::Date(_) => 4,
            // What it will hold is not known.
            Self::Parameter(_) | Self::I64(_) | Self::U64(_) | Self::F64(_) | Self::MacAddr(_) => 8,
            Self::Time(_) | Self::Timestamp(_) | Self::TimestampTz(_) => 12,
            Self::Interval(_) | Self::Uuid(_) | Self::Inet(..) => 20,
            Self::Text(text) | Self::Label(text) => text.len() + 4,
            Self::Decimal(text) | Self::Json(text) | Self::Invalid(text) => text.len() + 4,
            Self::Bytes(bytes) | Self::Bits(_, bytes) => bytes.len() + 8,
            Self::Vector(numbers) => numbers.len() * 4 + 4,
            Self::Array { values, .. } => values.iter().map(|value| value.size() + 4).sum(),
        }
    }
}

#[cfg(any(feature = "time", feature = "jiff"))]
impl Value {
    /// A time that chrono, the form in which times travel, cannot express.
    pub(super) fn out_of_range(ty: &str) -> Self {
        Self::Invalid(format!("the `{ty}` is out of the range of the database"))
    }
}
