//! Times as text. One fixed form per type, so that text order is time order; read by a parser for that form, and by chrono
//! for whatever else a database holds, such as what `CURRENT_TIMESTAMP` writes.
//!
//! | type | form |
//! |---|---|
//! | date | `2026-11-20` |
//! | time | `10:30:00.000000` |
//! | timestamp | `2026-11-20 10:30:00.000000` |
//! | timestamptz | `2026-11-20T10:30:00.000000+00:00` |

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, SubsecRound, Timelike, Utc};

/// `2026-11-20`
pub(super) fn date(date: NaiveDate) -> String {
    let mut text = Vec::with_capacity(10);
    write_date(&mut text, date);
    finish(text)
}

/// `10:30:00.000000`
pub(super) fn time(time: NaiveTime) -> String {
    let mut text = Vec::with_capacity(15);
    write_time(&mut text, time);
    finish(text)
}

/// `2026-11-20 10:30:00.000000`
pub(super) fn timestamp(at: NaiveDateTime) -> String {
    let mut text = Vec::with_capacity(26);
    write_date(&mut text, at.date());
    text.push(b' ');
    write_time(&mut text, at.time());
    finish(text)
}

/// `2026-11-20T10:30:00.000000+00:00`
pub(super) fn timestamp_tz(at: DateTime<Utc>) -> String {
    let at = at.naive_utc();
    let mut text = Vec::with_capacity(32);
    write_date(&mut text, at.date());
    text.push(b'T');
    write_time(&mut text, at.time());
    text.extend_from_slice(b"+00:00");
    finish(text)
}

/// Reads a date.
pub(super) fn parse_date(text: &str) -> Option<NaiveDate> {
    read_date(text.as_bytes()).or_else(|| text.parse().ok())
}

/// Reads a time of day.
pub(super) fn parse_time(text: &str) -> Option<NaiveTime> {
    read_time(text.as_bytes()).or_else(|| NaiveTime::parse_from_str(text, "%H:%M").ok())
}

/// Reads a date and time; one with an offset is taken in UTC.
pub(super) fn parse_timestamp(text: &str) -> Option<NaiveDateTime> {
    parse_timestamp_tz(text).map(|at| at.naive_utc())
}

/// Reads a point in time; without an offset it is taken as UTC, which is what `CURRENT_TIMESTAMP` writes.
pub(super) fn parse_timestamp_tz(text: &str) -> Option<DateTime<Utc>> {
    read_timestamp(text.as_bytes()).map(|at| at.and_utc()).or_else(|| parse_slowly(text))
}

fn parse_slowly(text: &str) -> Option<DateTime<Utc>> {
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Some(at.with_timezone(&Utc));
    }
    if let Ok(at) = DateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f%:z") {
        return Some(at.with_timezone(&Utc));
    }
    ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
        .or_else(|| read_date(text.as_bytes())?.and_hms_opt(0, 0, 0))
        .map(|at| at.and_utc())
}

/// `date` and `time`, then nothing, `Z` or `+00:00`.
fn read_timestamp(text: &[u8]) -> Option<NaiveDateTime> {
    let date = read_date(text.get(..10)?)?;
    if !matches!(text.get(10)?, b' ' | b'T') {
        return None;
    }
    let rest = &text[11..];
    let rest = rest.strip_suffix(b"+00:00").or_else(|| rest.strip_suffix(b"Z")).unwrap_or(rest);
    Some(date.and_time(read_time(rest)?))
}

/// `2026-11-20`
fn read_date(text: &[u8]) -> Option<NaiveDate> {
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = text else {
        return None;
    };
    let year = number(&[*y0, *y1, *y2, *y3])?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, number(&[*m0, *m1])?, number(&[*d0, *d1])?)
}

/// `10:30:00`, with up to nine digits of a fraction.
fn read_time(text: &[u8]) -> Option<NaiveTime> {
    let [h0, h1, b':', m0, m1, b':', s0, s1, fraction @ ..] = text else {
        return None;
    };
    let nanoseconds = match fraction {
        [] => 0,
        [b'.', digits @ ..] if (1..=9).contains(&digits.len()) => {
            let missing = u32::try_from(9 - digits.len()).ok()?;
            number(digits)? * 10_u32.pow(missing)
        }
        _ => return None,
    };
    NaiveTime::from_hms_nano_opt(
        number(&[*h0, *h1])?,
        number(&[*m0, *m1])?,
        number(&[*s0, *s1])?,
        nanoseconds,
    )
}

/// At most nine decimal digits.
fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |number, digit| {
        let digit = digit.wrapping_sub(b'0');
        (digit < 10).then(|| number * 10 + u32::from(digit))
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time of the test")
    }

    #[test]
    fn every_form_reads_back() {
        let moment = at("2026-02-03T04:05:06.789012Z");
        assert_eq!(timestamp_tz(moment), "2026-02-03T04:05:06.789012+00:00");
        assert_eq!(parse_timestamp_tz(&timestamp_tz(moment)), Some(moment));
        assert_eq!(timestamp(moment.naive_utc()), "2026-02-03 04:05:06.789012");
        assert_eq!(parse_timestamp(&timestamp(moment.naive_utc())), Some(moment.naive_utc()));
        assert_eq!(parse_date(&date(moment.date_naive())), Some(moment.date_naive()));
        assert_eq!(parse_time(&time(moment.time())), Some(moment.time()));
    }

    #[test]
    fn forms_that_others_write_are_read() {
        for (text, expected) in [
            ("2026-02-03 04:05:06", "2026-02-03T04:05:06Z"),
            ("2026-02-03T04:05:06.5Z", "2026-02-03T04:05:06.5Z"),
            ("2026-02-03T04:05:06.123+00:00", "2026-02-03T04:05:06.123Z"),
            ("2026-02-03T04:05:06+02:00", "2026-02-03T02:05:06Z"),
            ("2026-02-03 04:05:06.1-01:30", "2026-02-03T05:35:06.1Z"),
            ("2026-02-03 04:05", "2026-02-03T04:05:00Z"),
            ("2026-02-03", "2026-02-03T00:00:00Z"),
        ] {
            assert_eq!(parse_timestamp_tz(text), Some(at(expected)), "{text}");
        }
    }

    #[test]
    fn nonsense_is_not_read() {
        for text in
            ["", "2026", "2026-13-01", "2026-02-03X04:05:06", "2026-02-03 24:61:00", "20260203T040506Z!"]
        {
            assert_eq!(parse_timestamp_tz(text), None, "{text}");
        }
    }

    #[test]
    fn years_beyond_four_digits_read_back() {
        let far = NaiveDate::from_ymd_opt(12_026, 1, 2).expect("a date");
        assert_eq!(parse_date(&date(far)), Some(far));
    }
}
