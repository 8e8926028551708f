//! COPY: rows in the text form of PostgreSQL, <https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.2>.
//!
//! The server reads each cell as a literal of its column's type. The binary form would have to be of that very type, which a
//! table that somebody else made need not have.

use std::fmt::Write;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use sqlx::PgConnection;
use sqlx::error::BoxDynError;

use crate::error::Error;
use crate::exec::failure::{self, About};
use crate::exec::{Done, Request};
use crate::types::{Interval, NO_ARGUMENT, Value, inet_text, mac_addr_text};

/// Runs a COPY of rows with so many cells. A future that is dropped leaves a connection on which nothing more can be run.
pub(in crate::exec) async fn run(
    connection: &mut PgConnection,
    request: Request,
    columns: usize,
) -> Result<Done, Error> {
    let about = About { table: request.table, has_values: true, is_delete: false };
    let data = rows(&request.binds, columns)?;
    drop(request.binds);
    let text = request.text;
    let copied = async {
        let mut copy = connection.copy_in_raw(&text).await?;
        copy.send(data.into_bytes()).await?;
        copy.finish().await
    };
    let rows_affected = copied.await.map_err(|error| failure::map::<sqlx::Postgres>(error, about))?;
    Ok(Done { rows_affected, ..Done::default() })
}

/// The rows, each on a line of cells with tabs between them.
fn rows(cells: &[Value], columns: usize) -> Result<String, Error> {
    let mut data = String::with_capacity(cells.iter().map(|cell| cell.size() + 4).sum());
    for row in cells.chunks(columns) {
        for (position, cell) in row.iter().enumerate() {
            if position > 0 {
                data.push('\t');
            }
            push_cell(&mut data, cell)?;
        }
        data.push('\n');
    }
    Ok(data)
}

fn push_cell(data: &mut String, value: &Value) -> Result<(), Error> {
    match value {
        Value::Null => data.push_str("\\N"),
        Value::Text(text) | Value::Label(text) => push_escaped(data, text),
        Value::Json(text) => push_escaped(data, text),
        Value::Bytes(_) | Value::Array { .. } => {
            let mut literal = String::with_capacity(value.size() * 2);
            push_literal(&mut literal, value)?;
            push_escaped(data, &literal);
        }
        // Nothing in their literals is taken for anything else.
        plain => push_literal(data, plain)?,
    }
    Ok(())
}

/// Text of which nothing ends a cell or a row, or is taken for NULL.
fn push_escaped(data: &mut String, mut text: &str) {
    while let Some(at) = text.bytes().position(|byte| matches!(byte, b'\\' | b'\t' | b'\n' | b'\r')) {
        data.push_str(&text[..at]);
        data.push_str(match text.as_bytes()[at] {
            b'\\' => "\\\\",
            b'\t' => "\\t",
            b'\n' => "\\n",
            _ => "\\r",
        });
        text = &text[at + 1..];
    }
    data.push_str(text);
}

/// What PostgreSQL reads as this value.
fn push_literal(out: &mut String, value: &Value) -> Result<(), Error> {
    match value {
        Value::Null => out.push_str("NULL"),
        Value::Bool(flag) => out.push(if *flag { 't' } else { 'f' }),
        Value::I16(number) => push(out, format_args!("{number}")),
        Value::I32(number) => push(out, format_args!("{number}")),
        Value::I64(number) => push(out, format_args!("{number}")),
        Value::U64(number) => push(out, format_args!("{number}")),
        // The shortest digits that are read back as the same number; `NaN`, `inf` and `-inf` are words of PostgreSQL too.
        Value::F32(number) => push(out, format_args!("{number:e}")),
        Value::F64(number) => push(out, format_args!("{number:e}")),
        Value::Text(text) | Value::Label(text) => out.push_str(text),
        Value::Decimal(text) | Value::Json(text) => out.push_str(text),
        Value::Bytes(bytes) => {
            out.push_str("\\x");
            push_hexadecimal(out, bytes);
        }
        Value::Date(date) => {
            push_day(out, *date);
            push_era(out, *date);
        }
        Value::Time(time) => push_time(out, microseconds(*time)),
        Value::Timestamp(at) => push_timestamp(out, *at, ""),
        Value::TimestampTz(at) => push_timestamp(out, at.naive_utc(), "+00"),
        Value::Interval(interval) => push_interval(out, interval),
        Value::Uuid(uuid) => push_hexadecimal(out, uuid),
        Value::Inet(address, prefix) => out.push_str(&inet_text(*address, *prefix)),
        Value::MacAddr(address) => out.push_str(&mac_addr_text(*address)),
        Value::Bits(count, bytes) => {
            let bit = |at: usize| bytes.get(at / 8).is_some_and(|byte| byte & (128 >> (at % 8)) != 0);
            out.extend((0..*count).map(|at| if bit(at) { '1' } else { '0' }));
        }
        Value::Vector(numbers) => push_list(out, ['[', ']'], numbers, |out, number| {
            push(out, format_args!("{number:e}"));
            Ok(())
        })?,
        Value::Array { values, .. } => push_list(out, ['{', '}'], values, push_element)?,
        Value::Parameter(_) => return Err(without_form(NO_ARGUMENT)),
        Value::Invalid(message) => return Err(without_form(message)),
    }
    Ok(())
}

fn without_form(problem: &str) -> Error {
    let error: BoxDynError = problem.into();
    failure::encode(error.as_ref())
}

fn push_list<T>(
    out: &mut String,
    [open, close]: [char; 2],
    elements: &[T],
    mut push: impl FnMut(&mut String, &T) -> Result<(), Error>,
) -> Result<(), Error> {
    out.push(open);
    for (position, element) in elements.iter().enumerate() {
        if position > 0 {
            out.push(',');
        }
        push(out, element)?;
    }
    out.push(close);
    Ok(())
}

/// An element of an array, in quotes unless it is NULL.
fn push_element(out: &mut String, value: &Value) -> Result<(), Error> {
    if *value == Value::Null {
        out.push_str("NULL");
        return Ok(());
    }
    let mut literal = String::new();
    push_literal(&mut literal, value)?;
    out.push('"');
    for c in literal.chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    Ok(())
}

fn push_hexadecimal(out: &mut String, bytes: &[u8]) {
    for byte in bytes {
        for digit in [byte >> 4, byte & 15] {
            out.push(char::from_digit(digit.into(), 16).unwrap_or('0'));
        }
    }
}

/// The year is that of its era: there is no year 0, the one before 1 is 1 BC.
fn push_day(out: &mut String, date: NaiveDate) {
    let year = if date.year() > 0 { date.year() } else { 1 - date.year() };
    push(out, format_args!("{year:04}-{:02}-{:02}", date.month(), date.day()));
}

fn push_era(out: &mut String, date: NaiveDate) {
    if date.year() <= 0 {
        out.push_str(" BC");
    }
}

fn push_timestamp(out: &mut String, at: NaiveDateTime, zone: &str) {
    // A leap second is the first second after it, as in the binary form.
    let at = DateTime::from_timestamp_micros(at.and_utc().timestamp_micros())
        .map_or(at, |normal| normal.naive_utc());
    push_day(out, at.date());
    out.push(' ');
    push_time(out, microseconds(at.time()));
    out.push_str(zone);
    push_era(out, at.date());
}

fn microseconds(time: NaiveTime) -> u64 {
    u64::from(time.num_seconds_from_midnight()) * 1_000_000 + u64::from(time.nanosecond() / 1000)
}

/// Hours may be more than 24.
fn push_time(out: &mut String, microseconds: u64) {
    let seconds = microseconds / 1_000_000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    push(out, format_args!("{hours:02}:{minutes:02}:{seconds:02}.{:06}", microseconds % 1_000_000));
}

fn push_interval(out: &mut String, interval: &Interval) {
    let Interval { months, days, microseconds } = *interval;
    push(out, format_args!("{months} months {days} days "));
    out.push(if microseconds < 0 { '-' } else { '+' });
    push_time(out, microseconds.unsigned_abs());
}

fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("writing into a String never fails");
}

#[cfg(test)]
mod tests {
    use super::{Interval, Value, rows};

    fn line(cells: &[Value]) -> String {
        rows(cells, cells.len()).expect("cells that can be sent")
    }

    #[test]
    fn nothing_in_a_text_ends_a_cell_or_a_row() {
        let text = |text: &'static str| Value::Text(text.into());
        let cells = [text("a\tb\\N\r\n"), text(""), Value::Null, text("\\."), text("\\N")];
        assert_eq!(line(&cells), "a\\tb\\\\N\\r\\n\t\t\\N\t\\\\.\t\\\\N\n");
    }

    #[test]
    fn elements_of_arrays_are_quoted() {
        let values = vec![
            Value::Text("NULL".into()),
            Value::Null,
            Value::Text("{a,\"b\\".into()),
            Value::Text(String::new().into()),
        ];
        let array = Value::Array { element: "text", values };
        assert_eq!(line(&[array]), "{\"NULL\",NULL,\"{a,\\\\\"b\\\\\\\\\",\"\"}\n");
        let bytes = Value::Array { element: "bytes", values: vec![Value::Bytes(vec![0, 255])] };
        assert_eq!(line(&[bytes]), "{\"\\\\\\\\x00ff\"}\n");
    }

    #[test]
    fn times_have_an_era_and_leap_seconds_roll_over() {
        let date = |y| chrono::NaiveDate::from_ymd_opt(y, 3, 15).expect("a day");
        let noon = |y: i32| date(y).and_hms_micro_opt(12, 0, 0, 5).expect("a time");
        let leap = date(2016).and_hms_nano_opt(23, 59, 59, 1_500_000_000).expect("a leap second");
        let cells = [
            Value::Date(date(-43)),
            Value::Date(date(12_345)),
            Value::Timestamp(noon(0)),
            Value::TimestampTz(noon(-43).and_utc()),
            Value::Timestamp(leap),
        ];
        let expected = "0044-03-15 BC\t12345-03-15\t0001-03-15 12:00:00.000005 BC\t\
                        0044-03-15 12:00:00.000005+00 BC\t2016-03-16 00:00:00.500000\n";
        assert_eq!(line(&cells), expected);
    }

    #[test]
    fn numbers_are_the_shortest_that_are_read_back() {
        let cells = [Value::F64(0.1), Value::F64(f64::NEG_INFINITY), Value::F64(1e300), Value::F32(f32::NAN)];
        assert_eq!(line(&cells), "1e-1\t-inf\t1e300\tNaN\n");
        let interval = Interval { months: -1, days: 2, microseconds: -90_000_000_000 };
        assert_eq!(line(&[Value::Interval(interval)]), "-1 months 2 days -25:00:00.000000\n");
    }

    #[test]
    fn a_value_without_a_form_is_an_error() {
        assert!(rows(&[Value::Invalid("it has none".to_owned())], 1).is_err());
    }
}
