//! How the databases spell functions of times, with holes as in [`function`](super::function).
//!
//! Parts of a point in time are those in UTC, whatever the zone of the session is; sessions of MySQL are in UTC. SQLite keeps
//! times as text and writes them with milliseconds.

use orm_schema::Dialect;

use crate::ast::{TimeForm, TimePart};

/// The day of a time.
pub(super) const fn day(dialect: Dialect, form: TimeForm) -> &'static str {
    match (dialect, form) {
        (Dialect::Postgres, TimeForm::Utc) => "cast({0!} at time zone 'UTC' as date)",
        (Dialect::Postgres, TimeForm::Date | TimeForm::Local) => "cast({0} as date)",
        (Dialect::Mysql | Dialect::Sqlite, _) => "date({0})",
    }
}

/// A part of a time as an integer.
pub(super) const fn extract(dialect: Dialect, part: TimePart, form: TimeForm) -> &'static str {
    match (part, dialect, form) {
        (TimePart::Year, Dialect::Postgres, TimeForm::Utc) => {
            "cast(floor(extract(year from {0!} at time zone 'UTC')) as integer)"
        }
        (TimePart::Year, Dialect::Postgres, TimeForm::Date | TimeForm::Local) => {
            "cast(floor(extract(year from {0})) as integer)"
        }
        (TimePart::Year, Dialect::Mysql, _) => "extract(year from {0})",
        (TimePart::Year, Dialect::Sqlite, _) => "cast(strftime('%Y', {0}) as integer)",
        (TimePart::Month, Dialect::Postgres, TimeForm::Utc) => {
            "cast(floor(extract(month from {0!} at time zone 'UTC')) as integer)"
        }
        (TimePart::Month, Dialect::Postgres, TimeForm::Date | TimeForm::Local) => {
            "cast(floor(extract(month from {0})) as integer)"
        }
        (TimePart::Month, Dialect::Mysql, _) => "extract(month from {0})",
        (TimePart::Month, Dialect::Sqlite, _) => "cast(strftime('%m', {0}) as integer)",
        (TimePart::Day, Dialect::Postgres, TimeForm::Utc) => {
            "cast(floor(extract(day from {0!} at time zone 'UTC')) as integer)"
        }
        (TimePart::Day, Dialect::Postgres, TimeForm::Date | TimeForm::Local) => {
            "cast(floor(extract(day from {0})) as integer)"
        }
        (TimePart::Day, Dialect::Mysql, _) => "extract(day from {0})",
        (TimePart::Day, Dialect::Sqlite, _) => "cast(strftime('%d', {0}) as integer)",
        (TimePart::Hour, Dialect::Postgres, TimeForm::Utc) => {
            "cast(floor(extract(hour from {0!} at time zone 'UTC')) as integer)"
        }
        (TimePart::Hour, Dialect::Postgres, TimeForm::Date | TimeForm::Local) => {
            "cast(floor(extract(hour from {0})) as integer)"
        }
        (TimePart::Hour, Dialect::Mysql, _) => "extract(hour from {0})",
        (TimePart::Hour, Dialect::Sqlite, _) => "cast(strftime('%H', {0}) as integer)",
        (TimePart::Minute, Dialect::Postgres, TimeForm::Utc) => {
            "cast(floor(extract(minute from {0!} at time zone 'UTC')) as integer)"
        }
        (TimePart::Minute, Dialect::Postgres, TimeForm::Date | TimeForm::Local) => {
            "cast(floor(extract(minute from {0})) as integer)"
        }
        (TimePart::Minute, Dialect::Mysql, _) => "extract(minute from {0})",
        (TimePart::Minute, Dialect::Sqlite, _) => "cast(strftime('%M', {0}) as integer)",
        (TimePart::Second, Dialect::Postgres, TimeForm::Utc) => {
            "cast(floor(extract(second from {0!} at time zone 'UTC')) as integer)"
        }
        (TimePart::Second, Dialect::Postgres, TimeForm::Date | TimeForm::Local) => {
            "cast(floor(extract(second from {0})) as integer)"
        }
        (TimePart::Second, Dialect::Mysql, _) => "extract(second from {0})",
        (TimePart::Second, Dialect::Sqlite, _) => "cast(strftime('%S', {0}) as integer)",
    }
}

/// A time with the parts below one of them at their beginning.
#[expect(clippy::match_same_arms, reason = "a table of facts, in the order of its rows")]
pub(super) const fn truncate(dialect: Dialect, part: TimePart, form: TimeForm) -> &'static str {
    match (part, dialect, form) {
        (TimePart::Year, Dialect::Postgres, TimeForm::Utc) => "date_trunc('year', {0}, 'UTC')",
        (TimePart::Year, Dialect::Postgres, TimeForm::Local) => "date_trunc('year', {0})",
        (TimePart::Year, Dialect::Postgres, TimeForm::Date) => "cast(date_trunc('year', {0}) as date)",
        (TimePart::Year, Dialect::Mysql, TimeForm::Date) => "cast(date_format({0}, '%Y-01-01') as date)",
        (TimePart::Year, Dialect::Mysql, TimeForm::Local | TimeForm::Utc) => {
            "cast(date_format({0}, '%Y-01-01') as datetime(6))"
        }
        (TimePart::Year, Dialect::Sqlite, TimeForm::Date) => "strftime('%Y-01-01', {0})",
        (TimePart::Year, Dialect::Sqlite, TimeForm::Local) => "strftime('%Y-01-01 00:00:00.000000', {0})",
        (TimePart::Year, Dialect::Sqlite, TimeForm::Utc) => "strftime('%Y-01-01T00:00:00.000000+00:00', {0})",
        (TimePart::Month, Dialect::Postgres, TimeForm::Utc) => "date_trunc('month', {0}, 'UTC')",
        (TimePart::Month, Dialect::Postgres, TimeForm::Local) => "date_trunc('month', {0})",
        (TimePart::Month, Dialect::Postgres, TimeForm::Date) => "cast(date_trunc('month', {0}) as date)",
        (TimePart::Month, Dialect::Mysql, TimeForm::Date) => "cast(date_format({0}, '%Y-%m-01') as date)",
        (TimePart::Month, Dialect::Mysql, TimeForm::Local | TimeForm::Utc) => {
            "cast(date_format({0}, '%Y-%m-01') as datetime(6))"
        }
        (TimePart::Month, Dialect::Sqlite, TimeForm::Date) => "strftime('%Y-%m-01', {0})",
        (TimePart::Month, Dialect::Sqlite, TimeForm::Local) => "strftime('%Y-%m-01 00:00:00.000000', {0})",
        (TimePart::Month, Dialect::Sqlite, TimeForm::Utc) => {
            "strftime('%Y-%m-01T00:00:00.000000+00:00', {0})"
        }
        (TimePart::Day, Dialect::Postgres, TimeForm::Utc) => "date_trunc('day', {0}, 'UTC')",
        (TimePart::Day, Dialect::Postgres, TimeForm::Local) => "date_trunc('day', {0})",
        (TimePart::Day, Dialect::Postgres, TimeForm::Date) => "cast(date_trunc('day', {0}) as date)",
        (TimePart::Day, Dialect::Mysql, TimeForm::Date) => "cast(date_format({0}, '%Y-%m-%d') as date)",
        (TimePart::Day, Dialect::Mysql, TimeForm::Local | TimeForm::Utc) => {
            "cast(date_format({0}, '%Y-%m-%d') as datetime(6))"
        }
        (TimePart::Day, Dialect::Sqlite, TimeForm::Date) => "strftime('%Y-%m-%d', {0})",
        (TimePart::Day, Dialect::Sqlite, TimeForm::Local) => "strftime('%Y-%m-%d 00:00:00.000000', {0})",
        (TimePart::Day, Dialect::Sqlite, TimeForm::Utc) => "strftime('%Y-%m-%dT00:00:00.000000+00:00', {0})",
        (TimePart::Hour, Dialect::Postgres, TimeForm::Utc) => "date_trunc('hour', {0}, 'UTC')",
        (TimePart::Hour, Dialect::Postgres, TimeForm::Local) => "date_trunc('hour', {0})",
        (TimePart::Hour, Dialect::Postgres, TimeForm::Date) => "cast(date_trunc('hour', {0}) as date)",
        (TimePart::Hour, Dialect::Mysql, TimeForm::Date) => "cast(date_format({0}, '%Y-%m-%d') as date)",
        (TimePart::Hour, Dialect::Mysql, TimeForm::Local | TimeForm::Utc) => {
            "cast(date_format({0}, '%Y-%m-%d %H:00:00') as datetime(6))"
        }
        (TimePart::Hour, Dialect::Sqlite, TimeForm::Date) => "strftime('%Y-%m-%d', {0})",
        (TimePart::Hour, Dialect::Sqlite, TimeForm::Local) => "strftime('%Y-%m-%d %H:00:00.000000', {0})",
        (TimePart::Hour, Dialect::Sqlite, TimeForm::Utc) => "strftime('%Y-%m-%dT%H:00:00.000000+00:00', {0})",
        (TimePart::Minute, Dialect::Postgres, TimeForm::Utc) => "date_trunc('minute', {0}, 'UTC')",
        (TimePart::Minute, Dialect::Postgres, TimeForm::Local) => "date_trunc('minute', {0})",
        (TimePart::Minute, Dialect::Postgres, TimeForm::Date) => "cast(date_trunc('minute', {0}) as date)",
        (TimePart::Minute, Dialect::Mysql, TimeForm::Date) => "cast(date_format({0}, '%Y-%m-%d') as date)",
        (TimePart::Minute, Dialect::Mysql, TimeForm::Local | TimeForm::Utc) => {
            "cast(date_format({0}, '%Y-%m-%d %H:%i:00') as datetime(6))"
        }
        (TimePart::Minute, Dialect::Sqlite, TimeForm::Date) => "strftime('%Y-%m-%d', {0})",
        (TimePart::Minute, Dialect::Sqlite, TimeForm::Local) => "strftime('%Y-%m-%d %H:%M:00.000000', {0})",
        (TimePart::Minute, Dialect::Sqlite, TimeForm::Utc) => {
            "strftime('%Y-%m-%dT%H:%M:00.000000+00:00', {0})"
        }
        (TimePart::Second, Dialect::Postgres, TimeForm::Utc) => "date_trunc('second', {0}, 'UTC')",
        (TimePart::Second, Dialect::Postgres, TimeForm::Local) => "date_trunc('second', {0})",
        (TimePart::Second, Dialect::Postgres, TimeForm::Date) => "cast(date_trunc('second', {0}) as date)",
        (TimePart::Second, Dialect::Mysql, TimeForm::Date) => "cast(date_format({0}, '%Y-%m-%d') as date)",
        (TimePart::Second, Dialect::Mysql, TimeForm::Local | TimeForm::Utc) => {
            "cast(date_format({0}, '%Y-%m-%d %H:%i:%s') as datetime(6))"
        }
        (TimePart::Second, Dialect::Sqlite, TimeForm::Date) => "strftime('%Y-%m-%d', {0})",
        (TimePart::Second, Dialect::Sqlite, TimeForm::Local) => "strftime('%Y-%m-%d %H:%M:%S.000000', {0})",
        (TimePart::Second, Dialect::Sqlite, TimeForm::Utc) => {
            "strftime('%Y-%m-%dT%H:%M:%S.000000+00:00', {0})"
        }
    }
}

/// A time later by a number of parts.
pub(super) const fn plus(dialect: Dialect, part: TimePart, form: TimeForm) -> &'static str {
    match (part, dialect, form) {
        (TimePart::Year, Dialect::Postgres, TimeForm::Date) => {
            "cast({0!} + make_interval(years => {1}) as date)"
        }
        (TimePart::Year, Dialect::Postgres, TimeForm::Utc) => {
            "(({0!} at time zone 'UTC' + make_interval(years => {1})) at time zone 'UTC')"
        }
        (TimePart::Year, Dialect::Postgres, TimeForm::Local) => "({0!} + make_interval(years => {1}))",
        (TimePart::Year, Dialect::Mysql, _) => "({0!} + interval {1!} year)",
        (TimePart::Year, Dialect::Sqlite, TimeForm::Date) => "date({0}, {1!} || ' years')",
        (TimePart::Year, Dialect::Sqlite, TimeForm::Local) => {
            "strftime('%Y-%m-%d %H:%M:%f000', {0}, {1!} || ' years')"
        }
        (TimePart::Year, Dialect::Sqlite, TimeForm::Utc) => {
            "strftime('%Y-%m-%dT%H:%M:%f000+00:00', {0}, {1!} || ' years')"
        }
        (TimePart::Month, Dialect::Postgres, TimeForm::Date) => {
            "cast({0!} + make_interval(months => {1}) as date)"
        }
        (TimePart::Month, Dialect::Postgres, TimeForm::Utc) => {
            "(({0!} at time zone 'UTC' + make_interval(months => {1})) at time zone 'UTC')"
        }
        (TimePart::Month, Dialect::Postgres, TimeForm::Local) => "({0!} + make_interval(months => {1}))",
        (TimePart::Month, Dialect::Mysql, _) => "({0!} + interval {1!} month)",
        (TimePart::Month, Dialect::Sqlite, TimeForm::Date) => "date({0}, {1!} || ' months')",
        (TimePart::Month, Dialect::Sqlite, TimeForm::Local) => {
            "strftime('%Y-%m-%d %H:%M:%f000', {0}, {1!} || ' months')"
        }
        (TimePart::Month, Dialect::Sqlite, TimeForm::Utc) => {
            "strftime('%Y-%m-%dT%H:%M:%f000+00:00', {0}, {1!} || ' months')"
        }
        (TimePart::Day, Dialect::Postgres, TimeForm::Date) => {
            "cast({0!} + make_interval(days => {1}) as date)"
        }
        (TimePart::Day, Dialect::Postgres, TimeForm::Utc) => {
            "(({0!} at time zone 'UTC' + make_interval(days => {1})) at time zone 'UTC')"
        }
        (TimePart::Day, Dialect::Postgres, TimeForm::Local) => "({0!} + make_interval(days => {1}))",
        (TimePart::Day, Dialect::Mysql, _) => "({0!} + interval {1!} day)",
        (TimePart::Day, Dialect::Sqlite, TimeForm::Date) => "date({0}, {1!} || ' days')",
        (TimePart::Day, Dialect::Sqlite, TimeForm::Local) => {
            "strftime('%Y-%m-%d %H:%M:%f000', {0}, {1!} || ' days')"
        }
        (TimePart::Day, Dialect::Sqlite, TimeForm::Utc) => {
            "strftime('%Y-%m-%dT%H:%M:%f000+00:00', {0}, {1!} || ' days')"
        }
        (TimePart::Hour, Dialect::Postgres, TimeForm::Date) => {
            "cast({0!} + make_interval(hours => {1}) as date)"
        }
        (TimePart::Hour, Dialect::Postgres, TimeForm::Local | TimeForm::Utc) => {
            "({0!} + make_interval(hours => {1}))"
        }
        (TimePart::Hour, Dialect::Mysql, _) => "({0!} + interval {1!} hour)",
        (TimePart::Hour, Dialect::Sqlite, TimeForm::Date) => "date({0}, {1!} || ' hours')",
        (TimePart::Hour, Dialect::Sqlite, TimeForm::Local) => {
            "strftime('%Y-%m-%d %H:%M:%f000', {0}, {1!} || ' hours')"
        }
        (TimePart::Hour, Dialect::Sqlite, TimeForm::Utc) => {
            "strftime('%Y-%m-%dT%H:%M:%f000+00:00', {0}, {1!} || ' hours')"
        }
        (TimePart::Minute, Dialect::Postgres, TimeForm::Date) => {
            "cast({0!} + make_interval(mins => {1}) as date)"
        }
        (TimePart::Minute, Dialect::Postgres, TimeForm::Local | TimeForm::Utc) => {
            "({0!} + make_interval(mins => {1}))"
        }
        (TimePart::Minute, Dialect::Mysql, _) => "({0!} + interval {1!} minute)",
        (TimePart::Minute, Dialect::Sqlite, TimeForm::Date) => "date({0}, {1!} || ' minutes')",
        (TimePart::Minute, Dialect::Sqlite, TimeForm::Local) => {
            "strftime('%Y-%m-%d %H:%M:%f000', {0}, {1!} || ' minutes')"
        }
        (TimePart::Minute, Dialect::Sqlite, TimeForm::Utc) => {
            "strftime('%Y-%m-%dT%H:%M:%f000+00:00', {0}, {1!} || ' minutes')"
        }
        (TimePart::Second, Dialect::Postgres, TimeForm::Date) => {
            "cast({0!} + make_interval(secs => {1}) as date)"
        }
        (TimePart::Second, Dialect::Postgres, TimeForm::Local | TimeForm::Utc) => {
            "({0!} + make_interval(secs => {1}))"
        }
        (TimePart::Second, Dialect::Mysql, _) => "({0!} + interval {1!} second)",
        (TimePart::Second, Dialect::Sqlite, TimeForm::Date) => "date({0}, {1!} || ' seconds')",
        (TimePart::Second, Dialect::Sqlite, TimeForm::Local) => {
            "strftime('%Y-%m-%d %H:%M:%f000', {0}, {1!} || ' seconds')"
        }
        (TimePart::Second, Dialect::Sqlite, TimeForm::Utc) => {
            "strftime('%Y-%m-%dT%H:%M:%f000+00:00', {0}, {1!} || ' seconds')"
        }
    }
}
