//! The types of the crate `time`.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time};

use super::{Cell, ColumnType, DecodeError, Value};

impl ColumnType for Date {
    const SQL_NAME: &'static str = "date";

    fn into_value(self) -> Value {
        to_date(self).map_or_else(|| Value::out_of_range("Date"), Value::Date)
    }

    fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        from_date(cell.date()?)
    }
}

impl ColumnType for Time {
    const SQL_NAME: &'static str = "time";

    fn into_value(self) -> Value {
        to_time(self).map_or_else(|| Value::out_of_range("Time"), Value::Time)
    }

    fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        from_time(cell.time()?)
    }
}

impl ColumnType for PrimitiveDateTime {
    const SQL_NAME: &'static str = "timestamp";

    fn into_value(self) -> Value {
        to_timestamp(self).map_or_else(|| Value::out_of_range("PrimitiveDateTime"), Value::Timestamp)
    }

    fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        from_timestamp(cell.timestamp()?)
    }
}

/// The offset is not kept: what comes back is the same point in time, in UTC.
impl ColumnType for OffsetDateTime {
    const SQL_NAME: &'static str = "timestamptz";

    fn into_value(self) -> Value {
        let utc = self.to_utc();
        to_timestamp(PrimitiveDateTime::new(utc.date(), utc.time()))
            .map_or_else(|| Value::out_of_range("OffsetDateTime"), |at| Value::TimestampTz(at.and_utc()))
    }

    fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        from_timestamp(cell.timestamp_tz()?.naive_utc()).map(PrimitiveDateTime::assume_utc)
    }
}

fn to_date(date: Date) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(date.year(), u8::from(date.month()).into(), date.day().into())
}

fn to_time(time: Time) -> Option<NaiveTime> {
    let (hour, minute, second, nanosecond) = time.as_hms_nano();
    NaiveTime::from_hms_nano_opt(hour.into(), minute.into(), second.into(), nanosecond)
}

fn to_timestamp(at: PrimitiveDateTime) -> Option<NaiveDateTime> {
    Some(to_date(at.date())?.and_time(to_time(at.time())?))
}

fn from_date(date: NaiveDate) -> Result<Date, DecodeError> {
    let parts = || {
        let month = Month::try_from(u8::try_from(date.month()).ok()?).ok()?;
        Date::from_calendar_date(date.year(), month, u8::try_from(date.day()).ok()?).ok()
    };
    parts().ok_or_else(|| DecodeError::out_of_range("Date"))
}

fn from_time(time: NaiveTime) -> Result<Time, DecodeError> {
    let parts = || {
        let hour = u8::try_from(time.hour()).ok()?;
        let minute = u8::try_from(time.minute()).ok()?;
        let second = u8::try_from(time.second()).ok()?;
        Time::from_hms_nano(hour, minute, second, time.nanosecond()).ok()
    };
    parts().ok_or_else(|| DecodeError::out_of_range("Time"))
}

fn from_timestamp(at: NaiveDateTime) -> Result<PrimitiveDateTime, DecodeError> {
    Ok(PrimitiveDateTime::new(from_date(at.date())?, from_time(at.time())?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_there_and_back_is_the_same() {
        for date in [Date::MIN, Date::MAX, Date::from_ordinal_date(2024, 366).expect("a leap year")] {
            assert_eq!(to_date(date).map(from_date), Some(Ok(date)));
        }
    }

    #[test]
    fn the_offset_moves_the_time_to_utc() {
        let noon = PrimitiveDateTime::new(Date::from_ordinal_date(2026, 1).expect("a day"), Time::MIDNIGHT);
        let east = noon.assume_offset(time::UtcOffset::from_hms(2, 0, 0).expect("an offset"));
        let expected = NaiveDate::from_ymd_opt(2025, 12, 31).and_then(|day| day.and_hms_opt(22, 0, 0));
        assert_eq!(Some(east.into_value()), expected.map(|at| Value::TimestampTz(at.and_utc())));
    }
}
