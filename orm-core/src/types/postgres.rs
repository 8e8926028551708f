//! Types that PostgreSQL alone has.

use super::{Cell, ColumnType, DecodeError, Interval, Value};

impl ColumnType for Interval {
    const SQL_NAME: &'static str = "interval";

    fn into_value(self) -> Value {
        Value::Interval(self)
    }

    fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        cell.interval()
    }
}

#[cfg(feature = "postgres")]
impl ColumnType for sqlx::postgres::types::PgInterval {
    const SQL_NAME: &'static str = "interval";

    fn into_value(self) -> Value {
        Value::Interval(Interval { months: self.months, days: self.days, microseconds: self.microseconds })
    }

    fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        let Interval { months, days, microseconds } = cell.interval()?;
        Ok(Self { months, days, microseconds })
    }
}

#[cfg(feature = "bit-vec")]
impl ColumnType for bit_vec::BitVec {
    const SQL_NAME: &'static str = "varbit";

    fn into_value(self) -> Value {
        Value::Bits(self.len(), self.to_bytes())
    }

    fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        let (count, bytes) = cell.bits()?;
        let mut bits = Self::from_bytes(bytes);
        bits.truncate(count);
        Ok(bits)
    }
}

#[cfg(feature = "pgvector")]
impl ColumnType for pgvector::Vector {
    const SQL_NAME: &'static str = "vector";

    fn into_value(self) -> Value {
        Value::Vector(self.into())
    }

    fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        cell.vector().map(Self::from)
    }
}
