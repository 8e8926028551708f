//! chrono: the form in which all times travel.

use chrono::{DateTime, FixedOffset, Local, NaiveDate, NaiveDateTime, NaiveTime, Utc};

use super::{Cell, ColumnType, DecodeError, Value};

/// Implements [`ColumnType`] for types that have a variant of [`Value`] and a reader of [`Cell`].
macro_rules! times {
    ($($ty:ty, $name:literal, $variant:ident, $reader:ident;)*) => {
        $(
            impl ColumnType for $ty {
                const SQL_NAME: &'static str = $name;

                fn into_value(self) -> Value {
                    Value::$variant(self)
                }

                fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
                    cell.$reader()
                }
            }
        )*
    };
}

times! {
    NaiveDate, "date", Date, date;
    NaiveTime, "time", Time, time;
    NaiveDateTime, "timestamp", Timestamp, timestamp;
    DateTime<Utc>, "timestamptz", TimestampTz, timestamp_tz;
}

impl ColumnType for DateTime<Local> {
    const SQL_NAME: &'static str = "timestamptz";

    fn into_value(self) -> Value {
        Value::TimestampTz(self.to_utc())
    }

    fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        cell.timestamp_tz().map(|at| at.with_timezone(&Local))
    }
}

/// The offset is not kept: what comes back is the same point in time, in UTC.
impl ColumnType for DateTime<FixedOffset> {
    const SQL_NAME: &'static str = "timestamptz";

    fn into_value(self) -> Value {
        Value::TimestampTz(self.to_utc())
    }

    fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        cell.timestamp_tz().map(|at| at.fixed_offset())
    }
}
