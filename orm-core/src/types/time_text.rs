//! Times as text in one fixed form per type, so that text order is time order.
//!
//! | type | form |
//! |---|---|
//! | date | `2026-11-20` |
//! | time | `10:30:00.000000` |
//! | timestamp | `2026-11-20 10:30:00.000000` |
//! | timestamptz | `2026-11-20T10:30:00.000000+00:00` |
//!
//! SQLite keeps times like that; literals of MySQL have the first three.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, SubsecRound, Timelike, Utc};

/// `2026-11-20`
pub(crate) fn date_text(date: NaiveDate) -> String {
    let mut text = Vec::with_capacity(10);
    write_date(&mut text, date);
    finish(text)
}

/// `10:30:00.000000`
pub(crate) fn time_text(time: NaiveTime) -> String {
    let mut text = Vec::with_capacity(15);
    write_time(&mut text, time);
    finish(text)
}

/// `2026-11-20 10:30:00.000000`
pub(crate) fn timestamp_text(at: NaiveDateTime) -> String {
    let mut text = Vec::with_capacity(26);
    write_date(&mut text, at.date());
    text.push(b' ');
    write_time(&mut text, at.time());
    finish(text)
}

/// `2026-11-20T10:30:00.000000+00:00`
pub(crate) fn timestamp_tz_text(at: DateTime<Utc>) -> String {
    let at = at.naive_utc();
    let mut text = Vec::with_capacity(32);
    write_date(&mut text, at.date());
    text.push(b'T');
    write_time(&mut text, at.time());
    text.extend_from_slice(b"+00:00");
    finish(text)
}

fn write_date(text: &mut Vec<u8>, date: NaiveDate) {
    match u32::try_from(date.year()) {
        Ok(year) if year <= 9999 => write_digits::<4>(text, year),
        // Years outside of 0..=9999 carry a sign in ISO 8601; they do not sort with the others.
        _ => return text.extend_from_slice(date.to_string().as_bytes()),
    }
    text.push(b'-');
    write_digits::<2>(text, date.month());
    text.push(b'-');
    write_digits::<2>(text, date.day());
}

fn write_time(text: &mut Vec<u8>, time: NaiveTime) {
    // A leap second is a nanosecond count of a second or more. It has no form of its own here: it becomes the end of the second.
    let microseconds = (time.trunc_subsecs(6).nanosecond() / 1000).min(999_999);
    write_digits::<2>(text, time.hour());
    text.push(b':');
    write_digits::<2>(text, time.minute());
    text.push(b':');
    write_digits::<2>(text, time.second());
    text.push(b'.');
    write_digits::<6>(text, microseconds);
}

fn write_digits<const COUNT: usize>(text: &mut Vec<u8>, mut number: u32) {
    let mut digits = [b'0'; COUNT];
    for digit in digits.iter_mut().rev() {
        *digit += u8::try_from(number % 10).unwrap_or(0);
        number /= 10;
    }
    text.extend_from_slice(&digits);
}

fn finish(text: Vec<u8>) -> String {
    String::from_utf8(text).expect("digits and separators are ASCII")
}
