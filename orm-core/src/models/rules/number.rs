//! Rules on numbers, and on anything else that has an order.

use std::fmt::Display;
use std::str::FromStr;

use serde_json::Value;

use super::Checked;

impl<T: PartialOrd + Display> Checked<'_, T> {
    /// `range(min = .., max = ..)`: both limits are allowed values.
    pub fn range(&mut self, min: Option<T>, max: Option<T>) -> &mut Self {
        let limits = [("min", min.as_ref().map(limit)), ("max", max.as_ref().map(limit))];
        self.rule("range", limits, |value| {
            min.is_none_or(|min| *value >= min) && max.is_none_or(|max| *value <= max)
        })
    }

    /// `range(exclusive_min = .., exclusive_max = ..)`: neither limit is an allowed value.
    pub fn range_exclusive(&mut self, min: Option<T>, max: Option<T>) -> &mut Self {
        let limits = [("exclusive_min", min.as_ref().map(limit)), ("exclusive_max", max.as_ref().map(limit))];
        self.rule("range", limits, |value| {
            min.is_none_or(|min| *value > min) && max.is_none_or(|max| *value < max)
        })
    }
}

impl Checked<'_, f32> {
    /// What a column of `f32` keeps: a number that is too large for it has become infinite on the way in.
    pub fn finite(&mut self) -> &mut Self {
        self.rule("finite", [], |value| value.is_finite())
    }
}

impl<T: Display> Checked<'_, T> {
    /// `#[column(numeric(precision, scale))]`: the digits that the column keeps.
    ///
    /// PostgreSQL rounds surplus digits after the point away in silence, so that what is read is not what was sent.
    pub fn digits(&mut self, precision: u16, scale: u16) -> &mut Self {
        let limits = [("precision", Some(precision.into())), ("scale", Some(scale.into()))];
        self.rule("digits", limits, |value| has_at_most(&value.to_string(), precision, scale))
    }
}

/// A limit of a decimal type, from the number that the source holds.
pub fn decimal<T: FromStr>(number: &str) -> T {
    match number.parse() {
        Ok(limit) => limit,
        Err(_) => unreachable!("every decimal type reads the numbers of Rust source"),
    }
}

/// A number keeps its kind in the report, anything else is text.
fn limit(value: &impl Display) -> Value {
    let text = value.to_string();
    match text.parse::<serde_json::Number>() {
        Ok(number) => Value::Number(number),
        Err(_) => Value::String(text),
    }
}

/// Does the decimal number `text` fit into `precision` digits, `scale` of them after the point?
fn has_at_most(text: &str, precision: u16, scale: u16) -> bool {
    let unsigned = text.trim_start_matches(['-', '+']);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().unwrap_or(i64::MAX)),
        None => (unsigned, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let significant = digits.trim_end_matches('0');
    let leading_zeros = digits.len() - digits.trim_start_matches('0').len();
    if significant.is_empty() {
        return true;
    }
    // The number is 0.digits × 10^point.
    let point = count(whole.len()).saturating_add(exponent);
    let after_point = (count(significant.len()) - point).max(0);
    let before_point = (point - count(leading_zeros)).max(0);
    after_point <= i64::from(scale) && before_point <= i64::from(precision.saturating_sub(scale))
}

fn count(digits: usize) -> i64 {
    i64::try_from(digits).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::has_at_most;

    #[test]
    fn digits_are_counted_on_both_sides_of_the_point() {
        for fits in
            ["0", "0.00", "-99999999.99", "1.10", "12345678", "0.01", "1e7", "1E-2", "00000000001.00000"]
        {
            assert!(has_at_most(fits, 10, 2), "{fits}");
        }
        for too_many in ["100000000", "0.001", "1e8", "1e-3", "-123456789.1", "1e999999999999999999999"] {
            assert!(!has_at_most(too_many, 10, 2), "{too_many}");
        }
    }
}
