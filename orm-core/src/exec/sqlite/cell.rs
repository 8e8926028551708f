//! One cell of a SQLite row. The storage class belongs to the value, not to the column, so every cell is checked.

use std::net::IpAddr;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use sqlx::sqlite::{SqliteRow, SqliteValueRef};
use sqlx::{Decode, TypeInfo, ValueRef};

use super::held::{Held, Stored};
use super::{Row, time};
use crate::exec::row::missing;
use crate::types::{self, Cell, DecodeError, Interval};

/// A value in the class it is stored in.
pub(in crate::exec) struct SqliteCell<'r>(Held<'r>);

impl<'r> SqliteCell<'r> {
    /// Of a row of sqlx.
    pub(in crate::exec) fn of(row: &'r SqliteRow, position: usize) -> Result<Self, DecodeError> {
        let value = sqlx::Row::try_get_raw(row, position).map_err(|_| missing(position))?;
        held(value).map(Self)
    }

    /// Of the row that a statement stands on.
    #[inline]
    pub(in crate::exec) fn of_step(row: Row<'r>, position: usize) -> Result<Self, DecodeError> {
        row.value(position).map(Self).ok_or_else(|| missing(position))
    }

    /// Of a row that was kept.
    #[inline]
    pub(in crate::exec) fn of_stored(row: &'r [Stored], position: usize) -> Result<Self, DecodeError> {
        row.get(position).map(|value| Self(value.held())).ok_or_else(|| missing(position))
    }

    #[inline]
    pub(in crate::exec) fn boolean(self) -> Result<bool, DecodeError> {
        self.integer().map(|number| number != 0)
    }

    #[inline]
    pub(in crate::exec) fn integer(self) -> Result<i64, DecodeError> {
        match self.0 {
            Held::Integer(number) => Ok(number),
            _ => Err(self.instead_of("an integer")),
        }
    }

    pub(in crate::exec) fn unsigned(self) -> Result<u64, DecodeError> {
        u64::try_from(self.integer()?).map_err(|_| DecodeError::out_of_range("u64"))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "SQLite keeps a whole number of a REAL column as an integer"
    )]
    #[inline]
    pub(in crate::exec) fn double(self) -> Result<f64, DecodeError> {
        match self.0 {
            Held::Real(number) => Ok(number),
            Held::Integer(number) => Ok(number as f64),
            _ => Err(self.instead_of("a number")),
        }
    }

    #[inline]
    pub(in crate::exec) fn text(self) -> Result<&'r str, DecodeError> {
        match self.0 {
            Held::Text(text) => utf8(text),
            _ => Err(self.instead_of("text")),
        }
    }

    pub(in crate::exec) fn bytes(self) -> Result<&'r [u8], DecodeError> {
        match self.0 {
            Held::Blob(bytes) => Ok(bytes),
            _ => Err(self.instead_of("bytes")),
        }
    }

    pub(in crate::exec) fn date(self) -> Result<NaiveDate, DecodeError> {
        self.parsed("a date", time::parse_date)
    }

    pub(in crate::exec) fn time(self) -> Result<NaiveTime, DecodeError> {
        self.parsed("a time of day", time::parse_time)
    }

    pub(in crate::exec) fn timestamp(self) -> Result<NaiveDateTime, DecodeError> {
        self.parsed("a date and time", time::parse_timestamp)
    }

    pub(in crate::exec) fn timestamp_tz(self) -> Result<DateTime<Utc>, DecodeError> {
        self.parsed("a point in time", time::parse_timestamp_tz)
    }

    pub(in crate::exec) fn interval(self) -> Result<Interval, DecodeError> {
        Err(self.instead_of("an interval"))
    }

    pub(in crate::exec) fn uuid(self) -> Result<[u8; 16], DecodeError> {
        match self.0 {
            Held::Blob(bytes) => types::uuid_bytes(bytes),
            Held::Text(text) => types::parse_uuid(utf8(text)?),
            _ => Err(self.instead_of("a UUID")),
        }
    }

    pub(in crate::exec) fn decimal(self) -> Result<String, DecodeError> {
        match self.0 {
            Held::Text(text) => utf8(text).map(str::to_owned),
            Held::Integer(number) => Ok(number.to_string()),
            Held::Real(number) => Ok(number.to_string()),
            _ => Err(self.instead_of("a decimal number")),
        }
    }

    pub(in crate::exec) fn json(self) -> Result<&'r str, DecodeError> {
        self.text()
    }

    pub(in crate::exec) fn inet(self) -> Result<(IpAddr, u8), DecodeError> {
        self.parsed("an address", types::parse_inet)
    }

    pub(in crate::exec) fn mac_addr(self) -> Result<[u8; 6], DecodeError> {
        self.parsed("a MAC address", types::parse_mac_addr)
    }

    pub(in crate::exec) fn bits(self) -> Result<(usize, &'r [u8]), DecodeError> {
        Err(self.instead_of("a bit string"))
    }

    pub(in crate::exec) fn vector(self) -> Result<Vec<f32>, DecodeError> {
        Err(self.instead_of("a vector"))
    }

    pub(in crate::exec) fn elements(self) -> Result<Vec<Cell<'r>>, DecodeError> {
        Err(self.instead_of("an array"))
    }

    /// Text of a form that `parse` reads.
    fn parsed<T>(self, expected: &str, parse: impl FnOnce(&str) -> Option<T>) -> Result<T, DecodeError> {
        match self.0 {
            Held::Text(text) => {
                parse(utf8(text)?).ok_or_else(|| DecodeError::mismatch(expected, "text of another form"))
            }
            _ => Err(self.instead_of(expected)),
        }
    }

    fn instead_of(&self, expected: &str) -> DecodeError {
        let found = match self.0 {
            Held::Null => return DecodeError::null(),
            Held::Integer(_) => "INTEGER",
            Held::Real(_) => "REAL",
            Held::Text(_) => "TEXT",
            Held::Blob(_) => "BLOB",
        };
        DecodeError::mismatch(expected, found)
    }
}

/// The value as sqlx holds it.
fn held(value: SqliteValueRef<'_>) -> Result<Held<'_>, DecodeError> {
    if value.is_null() {
        return Ok(Held::Null);
    }
    let held = match value.type_info().name() {
        "INTEGER" => <i64 as Decode<sqlx::Sqlite>>::decode(value).map(Held::Integer),
        "REAL" => <f64 as Decode<sqlx::Sqlite>>::decode(value).map(Held::Real),
        "TEXT" => <&str as Decode<sqlx::Sqlite>>::decode(value).map(|text| Held::Text(text.as_bytes())),
        "BLOB" => <&[u8] as Decode<sqlx::Sqlite>>::decode(value).map(Held::Blob),
        _ => Ok(Held::Null),
    };
    held.map_err(|_| not_utf8())
}

fn utf8(text: &[u8]) -> Result<&str, DecodeError> {
    std::str::from_utf8(text).map_err(|_| not_utf8())
}

fn not_utf8() -> DecodeError {
    DecodeError::new("the text is not valid UTF-8")
}
