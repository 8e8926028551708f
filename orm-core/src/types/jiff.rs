//! The types of the crate `jiff`.

use chrono::{DateTime as ChronoDateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};

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

impl ColumnType for DateTime {
    const SQL_NAME: &'static str = "timestamp";

    fn into_value(self) -> Value {
        let at = || Some(to_date(self.date())?.and_time(to_time(self.time())?));
        at().map_or_else(|| Value::out_of_range("DateTime"), Value::Timestamp)
    }

    fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        let at: NaiveDateTime = cell.timestamp()?;
        Ok(from_date(at.date())?.to_datetime(from_time(at.time())?))
    }
}

impl ColumnType for Timestamp {
    const SQL_NAME: &'static str = "timestamptz";

    fn into_value(self) -> Value {
        // Before 1970 the fraction counts backwards in jiff and forwards in chrono; whole nanoseconds do neither.
        let second = self.as_nanosecond().div_euclid(1_000_000_000);
        let rest = self.as_nanosecond().rem_euclid(1_000_000_000);
        let at = || ChronoDateTime::from_timestamp(i64::try_from(second).ok()?, u32::try_from(rest).ok()?);
        at().map_or_else(|| Value::out_of_range("Timestamp"), Value::TimestampTz)
    }

    fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        let at = cell.timestamp_tz()?;
        let nanoseconds =
            i128::from(at.timestamp()) * 1_000_000_000 + i128::from(at.timestamp_subsec_nanos());
        Self::from_nanosecond(nanoseconds).map_err(|_| DecodeError::out_of_range("Timestamp"))
    }
}

fn to_date(date: Date) -> Option<NaiveDate> {
    let month = u32::try_from(date.month()).ok()?;
    NaiveDate::from_ymd_opt(date.year().into(), month, u32::try_from(date.day()).ok()?)
}

fn to_time(time: Time) -> Option<NaiveTime> {
    let part = |part: i8| u32::try_from(part).ok();
    let nanosecond = u32::try_from(time.subsec_nanosecond()).ok()?;
    NaiveTime::from_hms_nano_opt(part(time.hour())?, part(time.minute())?, part(time.second())?, nanosecond)
}

fn from_date(date: NaiveDate) -> Result<Date, DecodeError> {
    let parts = || {
        let year = i16::try_from(date.year()).ok()?;
        Date::new(year, i8::try_from(date.month()).ok()?, i8::try_from(date.day()).ok()?).ok()
    };
    parts().ok_or_else(|| DecodeError::out_of_range("Date"))
}

fn from_time(time: NaiveTime) -> Result<Time, DecodeError> {
    let parts = || {
        let hour = i8::try_from(time.hour()).ok()?;
        let minute = i8::try_from(time.minute()).ok()?;
        let second = i8::try_from(time.second()).ok()?;
        Time::new(hour, minute, second, i32::try_from(time.nanosecond()).ok()?).ok()
    };
    parts().ok_or_else(|| DecodeError::out_of_range("Time"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_before_1970_keeps_its_fraction() {
        let at: Timestamp = "1969-12-31T23:59:58.25Z".parse().expect("a time");
        let expected = "1969-12-31T23:59:58.25Z".parse().expect("a time");
        assert_eq!(at.into_value(), Value::TimestampTz(expected));
    }

    #[test]
    fn civil_dates_there_and_back_are_the_same() {
        for date in [Date::MIN, Date::MAX, Date::constant(2024, 2, 29)] {
            assert_eq!(to_date(date).map(from_date), Some(Ok(date)));
        }
    }
}
