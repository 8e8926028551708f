//! One cell of a PostgreSQL row, read from the binary form by the OID of its column.

use std::net::IpAddr;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use sqlx::postgres::{PgRow, PgValueFormat};
use sqlx::{Column, Row, TypeInfo, ValueRef};

use super::bind::{EPOCH_DAY, EPOCH_SECOND};
use super::{array, numeric, oid};
use crate::exec::RowRef;
use crate::exec::row::missing;
use crate::types::{Cell, DecodeError, Interval};

/// The bytes of a value and the OID of its type.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PgCell<'r> {
    ty: u32,
    bytes: Option<&'r [u8]>,
    /// Where the type's name is found, for messages.
    column: Option<(&'r PgRow, usize)>,
}

impl<'r> PgCell<'r> {
    #[inline]
    pub(in crate::exec) fn of(row: &'r PgRow, position: usize) -> Result<Self, DecodeError> {
        let value = row.try_get_raw(position).map_err(|_| missing(position))?;
        if value.format() != PgValueFormat::Binary {
            return Err(DecodeError::new("the driver sent text where the binary form was asked for"));
        }
        let ty = value.type_info().oid().map_or(oid::UNKNOWN, |oid| oid.0);
        Ok(Self { ty, bytes: value.as_bytes().ok(), column: Some((row, position)) })
    }

    pub(super) fn element(ty: u32, bytes: Option<&'r [u8]>) -> Self {
        Self { ty, bytes, column: None }
    }

    pub(in crate::exec) fn is_null(self) -> bool {
        self.bytes.is_none()
    }

    #[inline]
    pub(in crate::exec) fn boolean(self) -> Result<bool, DecodeError> {
        match self.ty {
            oid::BOOL => self.fixed::<1>().map(|[byte]| byte != 0),
            _ => Err(self.instead_of("a boolean")),
        }
    }

    #[inline]
    pub(in crate::exec) fn integer(self) -> Result<i64, DecodeError> {
        match self.ty {
            oid::INT8 => self.fixed().map(i64::from_be_bytes),
            oid::INT4 => self.fixed().map(|bytes| i32::from_be_bytes(bytes).into()),
            oid::INT2 => self.fixed().map(|bytes| i16::from_be_bytes(bytes).into()),
            oid::OID => self.fixed().map(|bytes| u32::from_be_bytes(bytes).into()),
            oid::CHAR => self.fixed().map(|bytes| i8::from_be_bytes(bytes).into()),
            oid::NUMERIC => self.whole_number(),
            _ => Err(self.instead_of("an integer")),
        }
    }

    pub(in crate::exec) fn unsigned(self) -> Result<u64, DecodeError> {
        match self.ty {
            oid::NUMERIC => self.whole_number(),
            _ => u64::try_from(self.integer()?).map_err(|_| DecodeError::out_of_range("u64")),
        }
    }

    #[inline]
    pub(in crate::exec) fn double(self) -> Result<f64, DecodeError> {
        match self.ty {
            oid::FLOAT8 => self.fixed().map(f64::from_be_bytes),
            oid::FLOAT4 => self.fixed().map(|bytes| f32::from_be_bytes(bytes).into()),
            oid::NUMERIC => {
                let text = numeric::read(self.raw()?)?;
                text.parse().map_err(|_| DecodeError::out_of_range("f64"))
            }
            _ => Err(self.instead_of("a floating-point number")),
        }
    }

    #[inline]
    pub(in crate::exec) fn text(self) -> Result<&'r str, DecodeError> {
        match self.ty {
            oid::TEXT
            | oid::VARCHAR
            | oid::BPCHAR
            | oid::NAME
            | oid::CHAR
            | oid::UNKNOWN
            | oid::JSON
            | oid::XML => self.utf8(),
            // Enums, domains over text and citext travel as text, and their OIDs differ from database to database.
            user if user >= oid::FIRST_OF_USER => self.utf8(),
            _ => Err(self.instead_of("text")),
        }
    }

    pub(in crate::exec) fn bytes(self) -> Result<&'r [u8], DecodeError> {
        match self.ty {
            oid::BYTEA => self.raw(),
            _ => Err(self.instead_of("bytes")),
        }
    }

    pub(in crate::exec) fn date(self) -> Result<NaiveDate, DecodeError> {
        match self.ty {
            oid::DATE => i32::from_be_bytes(self.fixed()?)
                .checked_add(EPOCH_DAY)
                .and_then(NaiveDate::from_num_days_from_ce_opt)
                .ok_or_else(|| DecodeError::out_of_range("NaiveDate")),
            _ => Err(self.instead_of("a date")),
        }
    }

    pub(in crate::exec) fn time(self) -> Result<NaiveTime, DecodeError> {
        match self.ty {
            oid::TIME => time_of(i64::from_be_bytes(self.fixed()?))
                .ok_or_else(|| DecodeError::out_of_range("NaiveTime")),
            _ => Err(self.instead_of("a time of day")),
        }
    }

    pub(in crate::exec) fn timestamp(self) -> Result<NaiveDateTime, DecodeError> {
        match self.ty {
            oid::TIMESTAMP => self.moment().map(|at| at.naive_utc()),
            _ => Err(self.instead_of("a timestamp without a zone")),
        }
    }

    pub(in crate::exec) fn timestamp_tz(self) -> Result<DateTime<Utc>, DecodeError> {
        match self.ty {
            oid::TIMESTAMPTZ => self.moment(),
            _ => Err(self.instead_of("a timestamp with a zone")),
        }
    }

    pub(in crate::exec) fn interval(self) -> Result<Interval, DecodeError> {
        if self.ty != oid::INTERVAL {
            return Err(self.instead_of("an interval"));
        }
        // Microseconds, days, months.
        let (microseconds, rest) = self.raw()?.split_first_chunk().ok_or_else(truncated)?;
        let (days, rest) = rest.split_first_chunk().ok_or_else(truncated)?;
        let (months, _) = rest.split_first_chunk().ok_or_else(truncated)?;
        Ok(Interval {
            months: i32::from_be_bytes(*months),
            days: i32::from_be_bytes(*days),
            microseconds: i64::from_be_bytes(*microseconds),
        })
    }

    pub(in crate::exec) fn uuid(self) -> Result<[u8; 16], DecodeError> {
        match self.ty {
            oid::UUID => self.fixed(),
            _ => Err(self.instead_of("a UUID")),
        }
    }

    pub(in crate::exec) fn decimal(self) -> Result<String, DecodeError> {
        match self.ty {
            oid::NUMERIC => numeric::read(self.raw()?),
            oid::INT2 | oid::INT4 | oid::INT8 => self.integer().map(|number| number.to_string()),
            _ => Err(self.instead_of("a decimal number")),
        }
    }

    pub(in crate::exec) fn json(self) -> Result<&'r str, DecodeError> {
        match self.ty {
            oid::JSON => self.utf8(),
            oid::JSONB => {
                let text = self.utf8()?;
                text.strip_prefix('\u{1}')
                    .ok_or_else(|| DecodeError::new("the version of the jsonb form is not 1"))
            }
            _ => Err(self.instead_of("JSON")),
        }
    }

    pub(in crate::exec) fn inet(self) -> Result<(IpAddr, u8), DecodeError> {
        if !matches!(self.ty, oid::INET | oid::CIDR) {
            return Err(self.instead_of("an address"));
        }
        match *self.raw()? {
            [2, prefix, _, 4, a, b, c, d] => Ok((IpAddr::from([a, b, c, d]), prefix)),
            [3, prefix, _, 16, ref address @ ..] => <[u8; 16]>::try_from(address)
                .map(|address| (IpAddr::from(address), prefix))
                .map_err(|_| truncated()),
            _ => Err(truncated()),
        }
    }

    pub(in crate::exec) fn mac_addr(self) -> Result<[u8; 6], DecodeError> {
        match self.ty {
            oid::MACADDR => self.fixed(),
            _ => Err(self.instead_of("a MAC address")),
        }
    }

    pub(in crate::exec) fn bits(self) -> Result<(usize, &'r [u8]), DecodeError> {
        if !matches!(self.ty, oid::BIT | oid::VARBIT) {
            return Err(self.instead_of("a bit string"));
        }
        let (count, bytes) = self.raw()?.split_first_chunk().ok_or_else(truncated)?;
        let count = usize::try_from(i32::from_be_bytes(*count)).map_err(|_| truncated())?;
        Ok((count, bytes))
    }

    pub(in crate::exec) fn vector(self) -> Result<Vec<f32>, DecodeError> {
        if self.ty < oid::FIRST_OF_USER {
            return Err(self.instead_of("a vector"));
        }
        // The number of dimensions, two unused bytes, the numbers.
        let (head, numbers) = self.raw()?.split_first_chunk::<4>().ok_or_else(truncated)?;
        let (numbers, rest) = numbers.as_chunks();
        if usize::from(u16::from_be_bytes([head[0], head[1]])) != numbers.len() || !rest.is_empty() {
            return Err(self.instead_of("a vector"));
        }
        Ok(numbers.iter().copied().map(f32::from_be_bytes).collect())
    }

    pub(in crate::exec) fn elements(self) -> Result<Vec<Cell<'r>>, DecodeError> {
        let is_array = match self.column {
            Some((row, position)) => row.columns()[position].type_info().name().ends_with("[]"),
            None => false,
        };
        if !is_array {
            return Err(self.instead_of("an array"));
        }
        let elements = array::read(self.raw()?)?;
        Ok(elements.into_iter().map(|cell| Cell::new(RowRef::PostgresElement(cell), 0)).collect())
    }

    /// A number of any size without a fraction.
    fn whole_number<N: std::str::FromStr>(self) -> Result<N, DecodeError> {
        let text = numeric::read(self.raw()?)?;
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        if fraction.bytes().any(|digit| digit != b'0') {
            return Err(DecodeError::mismatch("an integer", "a number with a fraction"));
        }
        whole.parse().map_err(|_| DecodeError::out_of_range(std::any::type_name::<N>()))
    }

    /// Microseconds since 2000. The two infinities are at the ends of the range, where chrono has no dates.
    fn moment(self) -> Result<DateTime<Utc>, DecodeError> {
        i64::from_be_bytes(self.fixed()?)
            .checked_add(EPOCH_SECOND * 1_000_000)
            .and_then(DateTime::from_timestamp_micros)
            .ok_or_else(|| DecodeError::out_of_range("DateTime"))
    }

    fn utf8(self) -> Result<&'r str, DecodeError> {
        std::str::from_utf8(self.raw()?).map_err(|_| DecodeError::new("the text is not valid UTF-8"))
    }

    fn fixed<const COUNT: usize>(self) -> Result<[u8; COUNT], DecodeError> {
        self.raw()?.try_into().map_err(|_| truncated())
    }

    fn raw(self) -> Result<&'r [u8], DecodeError> {
        self.bytes.ok_or_else(DecodeError::null)
    }

    fn instead_of(self, expected: &str) -> DecodeError {
        if self.is_null() {
            return DecodeError::null();
        }
        match self.column {
            Some((row, position)) => {
                DecodeError::mismatch(expected, row.columns()[position].type_info().name())
            }
            None => DecodeError::mismatch(expected, "an array of another type"),
        }
    }
}

fn time_of(microseconds: i64) -> Option<NaiveTime> {
    let seconds = u32::try_from(microseconds / 1_000_000).ok()?;
    let rest = u32::try_from(microseconds % 1_000_000).ok()?;
    NaiveTime::from_num_seconds_from_midnight_opt(seconds, rest * 1000)
}

fn truncated() -> DecodeError {
    DecodeError::new("the value is not as long as its type says")
}
