//! Spans of time, as PostgreSQL keeps them.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

use super::DecodeError;

/// A span of time in three parts that do not add up: a month has no fixed number of days, a day no fixed number of hours.
///
/// As text, and so in requests and answers, it has the form of ISO 8601 in which PostgreSQL writes it too: each part with a
/// sign of its own.
///
/// ```
/// use orm_core::types::Interval;
///
/// let span: Interval = "P1Y2M3DT4H-0.5S".parse().unwrap();
/// assert_eq!(span, Interval { months: 14, days: 3, microseconds: 4 * 3_600_000_000 - 500_000 });
/// assert_eq!(span.to_string(), "P14M3DT14399.5S");
/// assert_eq!(serde_json::to_string(&Interval::default()).unwrap(), r#""PT0S""#);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Interval {
    /// Months.
    pub months: i32,
    /// Days.
    pub days: i32,
    /// Microseconds.
    pub microseconds: i64,
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("P")?;
        if self.months != 0 {
            write!(f, "{}M", self.months)?;
        }
        if self.days != 0 {
            write!(f, "{}D", self.days)?;
        }
        let (seconds, fraction) =
            (self.microseconds.unsigned_abs() / 1_000_000, self.microseconds.unsigned_abs() % 1_000_000);
        if self.microseconds != 0 || self.months == 0 && self.days == 0 {
            let sign = if self.microseconds < 0 { "-" } else { "" };
            write!(f, "T{sign}{seconds}")?;
            if fraction != 0 {
                write!(f, ".{}", format!("{fraction:06}").trim_end_matches('0'))?;
            }
            f.write_str("S")?;
        }
        Ok(())
    }
}

impl FromStr for Interval {
    type Err = DecodeError;

    fn from_str(text: &str) -> Result<Self, DecodeError> {
        parse(text)
            .ok_or_else(|| DecodeError::mismatch("a span of time such as P1M2DT3.5S", "text of another form"))
    }
}

impl Serialize for Interval {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Interval {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse(&text).ok_or_else(|| D::Error::custom("is no span of time such as P1M2DT3.5S"))
    }
}

/// Reads `P1Y2M3W4DT5H6M7.8S`, of which any part may be missing but not all.
fn parse(text: &str) -> Option<Interval> {
    let text = text.strip_prefix('P')?;
    let (date, time) = match text.split_once('T') {
        Some((_, "")) => return None,
        Some((date, time)) => (date, time),
        None if text.is_empty() => return None,
        None => (text, ""),
    };
    let [years, months, weeks, days] = parts(date, ['Y', 'M', 'W', 'D'])?;
    let [hours, minutes, seconds] = parts(time, ['H', 'M', 'S'])?;
    let months = whole(years)?.checked_mul(12)?.checked_add(whole(months)?)?;
    let days = whole(weeks)?.checked_mul(7)?.checked_add(whole(days)?)?;
    let minutes = whole(hours)?.checked_mul(60)?.checked_add(whole(minutes)?)?;
    let microseconds = minutes.checked_mul(60_000_000)?.checked_add(fractional(seconds)?)?;
    Some(Interval { months: months.try_into().ok()?, days: days.try_into().ok()?, microseconds })
}

/// The numbers in front of these letters, which stand in this order; `0` where one is missing.
fn parts<const N: usize>(mut text: &str, letters: [char; N]) -> Option<[&str; N]> {
    let numbers = letters.map(|letter| {
        let (number, rest) =
            text.split_once(letter).filter(|(number, _)| is_number(number)).unwrap_or(("0", text));
        text = rest;
        number
    });
    text.is_empty().then_some(numbers)
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit()) && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
}

fn whole(number: &str) -> Option<i64> {
    number.parse().ok()
}

/// A number of seconds, in microseconds.
fn fractional(number: &str) -> Option<i64> {
    let (seconds, fraction) = number.split_once('.').unwrap_or((number, "0"));
    if fraction.is_empty() || fraction.len() > 6 {
        return None;
    }
    let fraction: i64 = format!("{fraction:0<6}").parse().ok()?;
    let fraction = if number.starts_with('-') { -fraction } else { fraction };
    whole(seconds)?.checked_mul(1_000_000)?.checked_add(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let spans = [
            (0, 0, 0),
            (1, 2, 3_500_000),
            (-14, 3, -1),
            (i32::MIN, i32::MAX, i64::MAX),
            (0, 0, -9_223_372_036_854_775_807),
        ];
        for (months, days, microseconds) in spans {
            let span = Interval { months, days, microseconds };
            assert_eq!(span.to_string().parse::<Interval>().ok(), Some(span), "{span}");
        }
    }

    #[test]
    fn other_text_is_refused() {
        for text in [
            "",
            "P",
            "PT",
            "P1",
            "1D",
            "P1D1M",
            "P1.5D",
            "PT1.1234567S",
            "PT1.S",
            "P1DT",
            "P--1D",
            "P99999999999M",
            "p1d",
        ] {
            assert!(text.parse::<Interval>().is_err(), "{text}");
        }
        let all: Interval = "P1Y1M1W1DT1H1M1.5S".parse().expect("every part");
        assert_eq!(all, Interval { months: 13, days: 8, microseconds: 3_661_500_000 });
    }
}
