//! One cell of a SQLite row. The storage class belongs to the value, not to the column, so every cell is checked.

use std::net::IpAddr;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use sqlx::sqlite::{SqliteRow, SqliteValueRef};
use sqlx::{Decode, Row, TypeInfo, ValueRef};

use super::time;
use crate::exec::row::missing;
use crate::types::{self, Cell, DecodeError, Interval};

/// A value and the class it is stored in.
pub(in crate::exec) struct SqliteCell<'r> {
    value: SqliteValueRef<'r>,
    class: Class,
}

/// A storage class. <https://www.sqlite.org/datatype3.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Null,
    Integer,
    Real,
    Text,
    Blob,
}

impl<'r> SqliteCell<'r> {
    pub(in crate::exec) fn of(row: &'r SqliteRow, position: usize) -> Result<Self, DecodeError> {
        let value = row.try_get_raw(position).map_err(|_| missing(position))?;
        let class = if value.is_null() { Class::Null } else { Class::named(value.type_info().name()) };
        Ok(Self { value, class })
    }

    pub(in crate::exec) fn boolean(self) -> Result<bool, DecodeError> {
        self.integer().map(|number| number != 0)
    }

    pub(in crate::exec) fn integer(self) -> Result<i64, DecodeError> {
        match self.class {
            Class::Integer => self.decode(),
            class => Err(class.instead_of("an integer")),
        }
    }

    pub(in crate::exec) fn unsigned(self) -> Result<u64, DecodeError> {
        u64::try_from(self.integer()?).map_err(|_| DecodeError::out_of_range("u64"))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "SQLite keeps a whole number of a REAL column as an integer"
    )]
    pub(in crate::exec) fn double(self) -> Result<f64, DecodeError> {
        match self.class {
            Class::Real => self.decode(),
            Class::Integer => self.decode::<i64>().map(|number| number as f64),
            class => Err(class.instead_of("a number")),
        }
    }

    pub(in crate::exec) fn text(self) -> Result<&'r str, DecodeError> {
        match self.class {
            Class::Text => self.decode(),
            class => Err(class.instead_of("text")),
        }
    }

    pub(in crate::exec) fn bytes(self) -> Result<&'r [u8], DecodeError> {
        match self.class {
            Class::Blob => self.decode(),
            class => Err(class.instead_of("bytes")),
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
        Err(self.class.instead_of("an interval"))
    }

    pub(in crate::exec) fn uuid(self) -> Result<[u8; 16], DecodeError> {
        match self.class {
            Class::Blob => types::uuid_bytes(self.decode()?),
            Class::Text => types::parse_uuid(self.decode()?),
            class => Err(class.instead_of("a UUID")),
        }
    }

    pub(in crate::exec) fn decimal(self) -> Result<String, DecodeError> {
        match self.class {
            Class::Text => self.decode::<&str>().map(str::to_owned),
            Class::Integer => self.decode::<i64>().map(|number| number.to_string()),
            Class::Real => self.decode::<f64>().map(|number| number.to_string()),
            class => Err(class.instead_of("a decimal number")),
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
        Err(self.class.instead_of("a bit string"))
    }

    pub(in crate::exec) fn vector(self) -> Result<Vec<f32>, DecodeError> {
        Err(self.class.instead_of("a vector"))
    }

    pub(in crate::exec) fn elements(self) -> Result<Vec<Cell<'r>>, DecodeError> {
        Err(self.class.instead_of("an array"))
    }

    /// Text of a form that `parse` reads.
    fn parsed<T>(self, expected: &str, parse: impl FnOnce(&str) -> Option<T>) -> Result<T, DecodeError> {
        match self.class {
            Class::Text => {
                parse(self.decode()?).ok_or_else(|| DecodeError::mismatch(expected, "text of another form"))
            }
            class => Err(class.instead_of(expected)),
        }
    }

    fn decode<T: Decode<'r, sqlx::Sqlite>>(self) -> Result<T, DecodeError> {
        T::decode(self.value).map_err(|_| DecodeError::new("the text is not valid UTF-8"))
    }
}

impl Class {
    fn named(name: &str) -> Self {
        match name {
            "INTEGER" => Self::Integer,
            "REAL" => Self::Real,
            "TEXT" => Self::Text,
            "BLOB" => Self::Blob,
            _ => Self::Null,
        }
    }

    fn instead_of(self, expected: &str) -> DecodeError {
        let found = match self {
            Self::Null => return DecodeError::null(),
            Self::Integer => "INTEGER",
            Self::Real => "REAL",
            Self::Text => "TEXT",
            Self::Blob => "BLOB",
        };
        DecodeError::mismatch(expected, found)
    }
}
