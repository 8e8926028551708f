//! One cell of a MySQL row, read from the binary protocol by the type of its column.

use std::net::IpAddr;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use sqlx::mysql::{MySqlRow, MySqlTypeInfo, MySqlValueRef};
use sqlx::{Column, Decode, MySql, Row, TypeInfo, ValueRef};

use crate::exec::row::missing;
use crate::types::{self, Cell, DecodeError, Interval};

/// A value and the type of its column.
pub(in crate::exec) struct MysqlCell<'r> {
    value: MySqlValueRef<'r>,
    ty: &'r MySqlTypeInfo,
}

impl<'r> MysqlCell<'r> {
    pub(in crate::exec) fn of(row: &'r MySqlRow, position: usize) -> Result<Self, DecodeError> {
        let value = row.try_get_raw(position).map_err(|_| missing(position))?;
        Ok(Self { value, ty: row.columns()[position].type_info() })
    }

    pub(in crate::exec) fn boolean(self) -> Result<bool, DecodeError> {
        self.integer().map(|number| number != 0)
    }

    pub(in crate::exec) fn integer(self) -> Result<i64, DecodeError> {
        match self.ty.name() {
            "BOOLEAN" | "TINYINT" | "SMALLINT" | "MEDIUMINT" | "INT" | "BIGINT" => signed(self.raw()?),
            "TINYINT UNSIGNED" | "SMALLINT UNSIGNED" | "MEDIUMINT UNSIGNED" | "INT UNSIGNED"
            | "BIGINT UNSIGNED" | "YEAR" => {
                i64::try_from(unsigned(self.raw()?)?).map_err(|_| DecodeError::out_of_range("i64"))
            }
            "DECIMAL" => whole_number(self.utf8()?),
            _ => Err(self.instead_of("an integer")),
        }
    }

    pub(in crate::exec) fn unsigned(self) -> Result<u64, DecodeError> {
        match self.ty.name() {
            "BIGINT UNSIGNED" => unsigned(self.raw()?),
            "DECIMAL" => whole_number(self.utf8()?),
            _ => u64::try_from(self.integer()?).map_err(|_| DecodeError::out_of_range("u64")),
        }
    }

    pub(in crate::exec) fn double(self) -> Result<f64, DecodeError> {
        match self.ty.name() {
            "FLOAT" => self.fixed().map(|bytes| f32::from_le_bytes(bytes).into()),
            "DOUBLE" => self.fixed().map(f64::from_le_bytes),
            "DECIMAL" => self.utf8()?.parse().map_err(|_| DecodeError::out_of_range("f64")),
            _ => Err(self.instead_of("a floating-point number")),
        }
    }

    pub(in crate::exec) fn text(self) -> Result<&'r str, DecodeError> {
        if self.is_text_or_bytes() || matches!(self.ty.name(), "ENUM" | "SET" | "JSON") {
            self.utf8()
        } else {
            Err(self.instead_of("text"))
        }
    }

    pub(in crate::exec) fn bytes(self) -> Result<&'r [u8], DecodeError> {
        if self.is_text_or_bytes() { self.raw() } else { Err(self.instead_of("bytes")) }
    }

    pub(in crate::exec) fn date(self) -> Result<NaiveDate, DecodeError> {
        match self.ty.name() {
            "DATE" => self.decode("NaiveDate"),
            _ => Err(self.instead_of("a date")),
        }
    }

    pub(in crate::exec) fn time(self) -> Result<NaiveTime, DecodeError> {
        match self.ty.name() {
            "TIME" => self.decode("NaiveTime"),
            _ => Err(self.instead_of("a time of day")),
        }
    }

    pub(in crate::exec) fn timestamp(self) -> Result<NaiveDateTime, DecodeError> {
        match self.ty.name() {
            "DATETIME" | "TIMESTAMP" => self.decode("NaiveDateTime"),
            _ => Err(self.instead_of("a date and time")),
        }
    }

    pub(in crate::exec) fn timestamp_tz(self) -> Result<DateTime<Utc>, DecodeError> {
        self.timestamp().map(|at| at.and_utc())
    }

    pub(in crate::exec) fn interval(self) -> Result<Interval, DecodeError> {
        Err(self.instead_of("an interval"))
    }

    pub(in crate::exec) fn uuid(self) -> Result<[u8; 16], DecodeError> {
        let bytes = self.bytes()?;
        match std::str::from_utf8(bytes) {
            Ok(text) if bytes.len() != 16 => types::parse_uuid(text),
            _ => types::uuid_bytes(bytes),
        }
    }

    pub(in crate::exec) fn decimal(self) -> Result<String, DecodeError> {
        match self.ty.name() {
            "DECIMAL" => self.utf8().map(str::to_owned),
            _ => self.integer().map(|number| number.to_string()),
        }
    }

    pub(in crate::exec) fn json(self) -> Result<&'r str, DecodeError> {
        // MariaDB keeps JSON as LONGTEXT.
        self.text()
    }

    pub(in crate::exec) fn inet(self) -> Result<(IpAddr, u8), DecodeError> {
        types::parse_inet(self.text()?)
            .ok_or_else(|| DecodeError::mismatch("an address", "text of another form"))
    }

    pub(in crate::exec) fn mac_addr(self) -> Result<[u8; 6], DecodeError> {
        types::parse_mac_addr(self.text()?)
            .ok_or_else(|| DecodeError::mismatch("a MAC address", "text of another form"))
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

    /// The driver calls a text column with a binary collation (`utf8mb4_bin`) by the name of the column of bytes, so the
    /// two cannot be told apart.
    fn is_text_or_bytes(&self) -> bool {
        let name = self.ty.name();
        ["CHAR", "TEXT", "BINARY", "BLOB"].iter().any(|family| name.ends_with(family))
    }

    fn decode<T: Decode<'r, MySql>>(self, ty: &str) -> Result<T, DecodeError> {
        T::decode(self.value).map_err(|_| DecodeError::out_of_range(ty))
    }

    fn utf8(self) -> Result<&'r str, DecodeError> {
        std::str::from_utf8(self.raw()?).map_err(|_| DecodeError::new("the text is not valid UTF-8"))
    }

    fn fixed<const COUNT: usize>(self) -> Result<[u8; COUNT], DecodeError> {
        self.raw()?.try_into().map_err(|_| truncated())
    }

    fn raw(self) -> Result<&'r [u8], DecodeError> {
        <&[u8] as Decode<MySql>>::decode(self.value).map_err(|_| DecodeError::null())
    }

    fn instead_of(&self, expected: &str) -> DecodeError {
        if self.value.is_null() {
            return DecodeError::null();
        }
        DecodeError::mismatch(expected, self.ty.name())
    }
}

fn signed(bytes: &[u8]) -> Result<i64, DecodeError> {
    Ok(match *bytes {
        [a] => i8::from_le_bytes([a]).into(),
        [a, b] => i16::from_le_bytes([a, b]).into(),
        [a, b, c, d] => i32::from_le_bytes([a, b, c, d]).into(),
        _ => i64::from_le_bytes(bytes.try_into().map_err(|_| truncated())?),
    })
}

fn unsigned(bytes: &[u8]) -> Result<u64, DecodeError> {
    Ok(match *bytes {
        [a] => a.into(),
        [a, b] => u16::from_le_bytes([a, b]).into(),
        [a, b, c, d] => u32::from_le_bytes([a, b, c, d]).into(),
        _ => u64::from_le_bytes(bytes.try_into().map_err(|_| truncated())?),
    })
}

/// A decimal number without a fraction, as sums of integers are.
fn whole_number<N: std::str::FromStr>(text: &str) -> Result<N, DecodeError> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.bytes().any(|digit| digit != b'0') {
        return Err(DecodeError::mismatch("an integer", "a number with a fraction"));
    }
    whole.parse().map_err(|_| DecodeError::out_of_range(std::any::type_name::<N>()))
}

fn truncated() -> DecodeError {
    DecodeError::new("the value is not as long as its type says")
}
