//! How the databases spell what calendars and clocks say of a time, with holes as in [`function`](super::function).
//!
//! As in [`time`](super::time), everything about a point in time is said in UTC.

use orm_schema::Dialect;

use super::function::spell;
use super::writer::Writer;
use crate::ast::{FormatPart, TimeForm, TimeFormat, TimeUnit, ZoneForm};

/// A number for a time. The week of SQLite is that of its Thursday, which is in the same week and year of ISO 8601.
pub(super) const fn unit(dialect: Dialect, unit: TimeUnit, form: TimeForm) -> &'static str {
    match (unit, dialect, form) {
        (TimeUnit::Quarter, Dialect::Postgres, TimeForm::Utc) => {
            "cast(extract(quarter from {0!} at time zone 'UTC') as integer)"
        }
        (TimeUnit::Quarter, Dialect::Postgres, _) => "cast(extract(quarter from {0}) as integer)",
        (TimeUnit::Quarter, Dialect::Mysql, _) => "quarter({0})",
        (TimeUnit::Quarter, Dialect::Sqlite, _) => "((cast(strftime('%m', {0}) as integer) + 2) / 3)",
        (TimeUnit::Week, Dialect::Postgres, TimeForm::Utc) => {
            "cast(extract(week from {0!} at time zone 'UTC') as integer)"
        }
        (TimeUnit::Week, Dialect::Postgres, _) => "cast(extract(week from {0}) as integer)",
        (TimeUnit::Week, Dialect::Mysql, _) => "weekofyear({0})",
        (TimeUnit::Week, Dialect::Sqlite, _) => {
            "((cast(strftime('%j', {0}, '-3 days', 'weekday 4') as integer) - 1) / 7 + 1)"
        }
        (TimeUnit::WeekYear, Dialect::Postgres, TimeForm::Utc) => {
            "cast(extract(isoyear from {0!} at time zone 'UTC') as integer)"
        }
        (TimeUnit::WeekYear, Dialect::Postgres, _) => "cast(extract(isoyear from {0}) as integer)",
        (TimeUnit::WeekYear, Dialect::Mysql, _) => "(yearweek({0}, 3) div 100)",
        (TimeUnit::WeekYear, Dialect::Sqlite, _) => {
            "cast(strftime('%Y', {0}, '-3 days', 'weekday 4') as integer)"
        }
        (TimeUnit::Weekday, Dialect::Postgres, TimeForm::Utc) => {
            "cast(extract(isodow from {0!} at time zone 'UTC') as integer)"
        }
        (TimeUnit::Weekday, Dialect::Postgres, _) => "cast(extract(isodow from {0}) as integer)",
        (TimeUnit::Weekday, Dialect::Mysql, _) => "(weekday({0}) + 1)",
        (TimeUnit::Weekday, Dialect::Sqlite, _) => "((cast(strftime('%w', {0}) as integer) + 6) % 7 + 1)",
        (TimeUnit::DayOfYear, Dialect::Postgres, TimeForm::Utc) => {
            "cast(extract(doy from {0!} at time zone 'UTC') as integer)"
        }
        (TimeUnit::DayOfYear, Dialect::Postgres, _) => "cast(extract(doy from {0}) as integer)",
        (TimeUnit::DayOfYear, Dialect::Mysql, _) => "dayofyear({0})",
        (TimeUnit::DayOfYear, Dialect::Sqlite, _) => "cast(strftime('%j', {0}) as integer)",
        (TimeUnit::Unix, Dialect::Postgres, _) => "cast(floor(extract(epoch from {0})) as bigint)",
        // `unix_timestamp` ends in 2038 on some versions and is NULL before 1970.
        (TimeUnit::Unix, Dialect::Mysql, _) => {
            "cast(floor(timestampdiff(microsecond, '1970-01-01', {0}) * 0.000001) as signed)"
        }
        (TimeUnit::Unix, Dialect::Sqlite, _) => "cast(strftime('%s', {0}) as integer)",
    }
}

/// The days between the days of two times.
pub(super) const fn days_between(dialect: Dialect, form: TimeForm) -> &'static str {
    match (dialect, form) {
        (Dialect::Postgres, TimeForm::Utc) => {
            "(cast({0!} at time zone 'UTC' as date) - cast({1!} at time zone 'UTC' as date))"
        }
        (Dialect::Postgres, TimeForm::Date | TimeForm::Local) => "(cast({0} as date) - cast({1} as date))",
        (Dialect::Mysql, _) => "datediff({*})",
        (Dialect::Sqlite, _) => "cast(julianday(date({0})) - julianday(date({1})) as integer)",
    }
}

/// Seconds since 1970 as a point in time.
pub(super) const fn from_unix(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Postgres => "to_timestamp({0})",
        Dialect::Mysql => "timestampadd(second, {0}, cast('1970-01-01' as datetime(6)))",
        Dialect::Sqlite => "strftime('%Y-%m-%dT%H:%M:%f000+00:00', {0}, 'unixepoch')",
    }
}

/// The time of day.
pub(super) const fn current_time(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Postgres => "cast(now() at time zone 'UTC' as time)",
        Dialect::Mysql => "utc_time(6)",
        Dialect::Sqlite => "strftime('%H:%M:%f000', 'now')",
    }
}

/// A day out of its parts. SQLite takes February 30 to March 2, so what changes is no day.
pub(super) const fn make_date(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Postgres => "make_date({*})",
        Dialect::Mysql => "cast(concat(lpad({0}, 4, '0'), '-', {1}, '-', {2}) as date)",
        Dialect::Sqlite => {
            "case when {0!} is not null and date(printf('%04d-%02d-%02d', {*})) = printf('%04d-%02d-%02d', {*}) \
             then printf('%04d-%02d-%02d', {*}) end"
        }
    }
}

/// The date and time that a point in time has in a zone. PostgreSQL reads the sign of a text like `+02:00` the other way
/// round, as POSIX does, but that of an interval like the others.
pub(super) const fn at_time_zone(dialect: Dialect, zone: ZoneForm) -> &'static str {
    match (dialect, zone) {
        (Dialect::Postgres, ZoneForm::Name) => "({0!} at time zone {1!})",
        (Dialect::Postgres, ZoneForm::Offset) => "({0!} at time zone cast({1} as interval))",
        (Dialect::Mysql | Dialect::Sqlite, _) => "convert_tz({0}, '+00:00', {1})",
    }
}

/// The point in time of a date and time in a zone.
pub(super) const fn from_time_zone(dialect: Dialect, zone: ZoneForm) -> &'static str {
    match (dialect, zone) {
        (Dialect::Postgres, ZoneForm::Name) => "({0!} at time zone {1!})",
        (Dialect::Postgres, ZoneForm::Offset) => "({0!} at time zone cast({1} as interval))",
        (Dialect::Mysql | Dialect::Sqlite, _) => "convert_tz({0}, {1}, '+00:00')",
    }
}

/// Appends a time as text. The format is part of the text of the statement: rows are grouped by such an expression, and two
/// placeholders would be two expressions.
pub(super) fn format(writer: &mut Writer, format: TimeFormat) {
    let TimeFormat { time, form, parts } = format;
    let pattern: String = parts.iter().map(|part| word(writer.dialect, part)).collect();
    match (writer.dialect, form) {
        (Dialect::Postgres, TimeForm::Utc) => spell(writer, "to_char({0!} at time zone 'UTC', ", &[time]),
        (Dialect::Postgres, TimeForm::Date | TimeForm::Local) => spell(writer, "to_char({0}, ", &[time]),
        (Dialect::Mysql, _) => spell(writer, "date_format({0}, ", &[time]),
        (Dialect::Sqlite, _) => {
            writer.push("strftime(");
            writer.text_literal(&pattern);
            return spell(writer, ", {0})", &[time]);
        }
    }
    writer.text_literal(&pattern);
    writer.push(")");
}

fn word(dialect: Dialect, part: &FormatPart) -> String {
    let word = match (part, dialect) {
        (FormatPart::Text(text), Dialect::Postgres) => {
            return format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        }
        (FormatPart::Text(text), Dialect::Mysql | Dialect::Sqlite) => return text.replace('%', "%%"),
        (FormatPart::Year, Dialect::Postgres) => "YYYY",
        (FormatPart::Month, Dialect::Postgres) => "MM",
        (FormatPart::Day, Dialect::Postgres) => "DD",
        (FormatPart::DayOfYear, Dialect::Postgres) => "DDD",
        (FormatPart::Hour, Dialect::Postgres) => "HH24",
        (FormatPart::Minute, Dialect::Postgres) => "MI",
        (FormatPart::Second, Dialect::Postgres) => "SS",
        (FormatPart::Year, Dialect::Mysql | Dialect::Sqlite) => "%Y",
        (FormatPart::Month, Dialect::Mysql | Dialect::Sqlite) => "%m",
        (FormatPart::Day, Dialect::Mysql | Dialect::Sqlite) => "%d",
        (FormatPart::DayOfYear, Dialect::Mysql | Dialect::Sqlite) => "%j",
        (FormatPart::Hour, Dialect::Mysql | Dialect::Sqlite) => "%H",
        (FormatPart::Minute, Dialect::Mysql) => "%i",
        (FormatPart::Minute, Dialect::Sqlite) => "%M",
        (FormatPart::Second, Dialect::Mysql) => "%s",
        (FormatPart::Second, Dialect::Sqlite) => "%S",
    };
    word.to_owned()
}
