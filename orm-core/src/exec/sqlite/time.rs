//! Times as SQLite keeps them, read by a parser for the forms that we write, and by chrono for whatever else a database holds,
//! such as what `CURRENT_TIMESTAMP` writes.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{date_text, time_text, timestamp_text, timestamp_tz_text};

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time of the test")
    }

    #[test]
    fn every_form_reads_back() {
        let moment = at("2026-02-03T04:05:06.789012Z");
        assert_eq!(timestamp_tz_text(moment), "2026-02-03T04:05:06.789012+00:00");
        assert_eq!(parse_timestamp_tz(&timestamp_tz_text(moment)), Some(moment));
        assert_eq!(timestamp_text(moment.naive_utc()), "2026-02-03 04:05:06.789012");
        assert_eq!(parse_timestamp(&timestamp_text(moment.naive_utc())), Some(moment.naive_utc()));
        assert_eq!(parse_date(&date_text(moment.date_naive())), Some(moment.date_naive()));
        assert_eq!(parse_time(&time_text(moment.time())), Some(moment.time()));
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
        assert_eq!(parse_date(&date_text(far)), Some(far));
    }
}
