//! Long lists on MySQL, whose statements have at most 65,535 values: as literals.
//!
//! Nothing in a literal can end it, whatever the SQL mode says about quotes and backslashes: numbers and times have letters,
//! digits and signs of their own only, and text and bytes are written in hexadecimal digits.

use std::fmt::Write;

use chrono::{Datelike, NaiveDate};

use crate::types::{Value, date_text, inet_text, mac_addr_text, time_text, timestamp_text};

/// Appends the value as a literal; `None` for a value that has none, after which the text is of no use.
pub(super) fn push(sql: &mut String, value: &Value) -> Option<()> {
    match value {
        Value::Bool(flag) => sql.push(if *flag { '1' } else { '0' }),
        Value::I16(number) => write!(sql, "{number}").ok()?,
        Value::I32(number) => write!(sql, "{number}").ok()?,
        Value::I64(number) => write!(sql, "{number}").ok()?,
        Value::U64(number) => write!(sql, "{number}").ok()?,
        // The shortest digits that are read as the same number; with an exponent, which makes it a double.
        Value::F32(number) if number.is_finite() => write!(sql, "{:e}", f64::from(*number)).ok()?,
        Value::F64(number) if number.is_finite() => write!(sql, "{number:e}").ok()?,
        Value::Decimal(number) if is_plain(number) => sql.push_str(number),
        Value::Text(text) | Value::Label(text) => push_text(sql, text),
        Value::Json(text) => push_text(sql, text),
        Value::Inet(address, prefix) => push_text(sql, &inet_text(*address, *prefix)),
        Value::MacAddr(address) => push_text(sql, &mac_addr_text(*address)),
        Value::Bytes(bytes) => push_bytes(sql, bytes),
        Value::Uuid(bytes) => push_bytes(sql, bytes),
        Value::Date(date) if has_literal(*date) => push_time(sql, "date", &date_text(*date)),
        Value::Time(time) => push_time(sql, "time", &time_text(*time)),
        Value::Timestamp(at) if has_literal(at.date()) => {
            push_time(sql, "timestamp", &timestamp_text(*at));
        }
        // As it is bound: a DATETIME in UTC.
        Value::TimestampTz(at) if has_literal(at.date_naive()) => {
            push_time(sql, "timestamp", &timestamp_text(at.naive_utc()));
        }
        Value::Null
        | Value::F32(_)
        | Value::F64(_)
        | Value::Decimal(_)
        | Value::Date(_)
        | Value::Timestamp(_)
        | Value::TimestampTz(_)
        | Value::Interval(_)
        | Value::Bits(..)
        | Value::Vector(_)
        | Value::Array { .. }
        | Value::Parameter(_)
        | Value::Invalid(_) => return None,
    }
    Some(())
}

/// Is the text a decimal number without an exponent?
fn is_plain(number: &str) -> bool {
    number.bytes().any(|byte| byte.is_ascii_digit())
        && number.bytes().enumerate().all(|(at, byte)| match byte {
            b'0'..=b'9' | b'.' => true,
            b'-' => at == 0,
            _ => false,
        })
        && number.bytes().filter(|&byte| byte == b'.').count() <= 1
}

/// The years that MySQL has literals for.
fn has_literal(date: NaiveDate) -> bool {
    (1..=9999).contains(&date.year())
}

fn push_time(sql: &mut String, word: &str, text: &str) {
    sql.push_str(word);
    sql.push('\'');
    sql.push_str(text);
    sql.push('\'');
}

fn push_text(sql: &mut String, text: &str) {
    sql.push_str("_utf8mb4 ");
    push_bytes(sql, text.as_bytes());
}

fn push_bytes(sql: &mut String, bytes: &[u8]) {
    sql.push_str("x'");
    for byte in bytes {
        write!(sql, "{byte:02x}").expect("writing into a String never fails");
    }
    sql.push('\'');
}
