//! Numbers: within what their types and rules allow.

use serde_json::{Number, Value as Json};

use super::Schema;
use crate::{Limits, patterns};

/// 2^53, up to which JavaScript tells integers apart.
const SAFE: i128 = 1 << 53;

/// The number from which on an `f32` is infinite.
const SINGLE_LIMIT: f64 = 3.402_823_567_797_336_6e38;

impl Schema {
    /// A number that an `f32` holds.
    pub(super) fn single(limits: &Limits) -> Self {
        let mut schema = Self::typed("number");
        schema.set("exclusiveMinimum", -SINGLE_LIMIT);
        schema.set("exclusiveMaximum", SINGLE_LIMIT);
        schema.range(limits);
        schema
    }

    /// Any finite number.
    pub(super) fn double(limits: &Limits) -> Self {
        let mut schema = Self::typed("number");
        schema.range(limits);
        schema
    }

    /// An integer of a type that holds these. zod's integers end at 2^53; what goes further is a number without a fraction.
    /// The ends of 64 bits are left out: JavaScript writes them with rounded digits, which are beyond them.
    pub(super) fn integer(min: i128, max: i128, limits: &Limits) -> Self {
        let limit = |limit: &Option<String>| limit.as_ref().and_then(|limit| limit.parse::<i128>().ok());
        let min = limit(&limits.min).map_or(min, |limit| limit.max(min));
        let max = limit(&limits.max).map_or(max, |limit| limit.min(max));
        let min = limit(&limits.exclusive_min).map_or(min, |limit| min.max(limit.saturating_add(1)));
        let max = limit(&limits.exclusive_max).map_or(max, |limit| max.min(limit.saturating_sub(1)));
        let mut schema;
        if min > -SAFE && max < SAFE {
            schema = Self::typed("integer");
            schema.set("minimum", integer(min));
            schema.set("maximum", integer(max));
        } else {
            schema = Self::typed("number");
            schema.set("multipleOf", 1);
            if min > -SAFE {
                schema.set("minimum", integer(min));
            } else {
                schema.set("exclusiveMinimum", integer(min));
            }
            if max < SAFE {
                schema.set("maximum", integer(max));
            } else {
                schema.set("exclusiveMaximum", integer(max.saturating_add(1)));
            }
            schema.set("format", if max > i128::from(i64::MAX) { "uint64" } else { "int64" });
        }
        schema
    }

    fn range(&mut self, limits: &Limits) {
        let number = |limit: &Option<String>| limit.as_deref().and_then(number);
        self.set_some("minimum", number(&limits.min));
        self.set_some("maximum", number(&limits.max));
        self.set_some("exclusiveMinimum", number(&limits.exclusive_min));
        self.set_some("exclusiveMaximum", number(&limits.exclusive_max));
    }

    pub(super) fn decimal_text(limits: &Limits) -> Self {
        let is_positive =
            |limit: &Option<String>| limit.as_ref().is_some_and(|limit| !limit.starts_with('-'));
        let is_signed = !(is_positive(&limits.min) || is_positive(&limits.exclusive_min));
        let mut schema = Self::typed("string");
        schema.set("pattern", patterns::decimal(limits.digits, is_signed));
        let is_said = limits.max.is_none()
            && limits.exclusive_max.is_none()
            && limits.exclusive_min.is_none()
            && limits.min.as_ref().is_none_or(|min| min.trim_matches(['0', '.']).is_empty());
        if !is_said {
            schema.set("$comment", "the server also checks the range");
        }
        schema
    }

    pub(super) fn decimal(limits: &Limits) -> Self {
        let mut schema = Self::typed("number");
        if let Some((precision, scale)) = limits.digits {
            let power = |digits: u16| format!("1e{digits}").parse::<f64>().unwrap_or(f64::MAX);
            let end = power(precision.saturating_sub(scale));
            schema.set("exclusiveMinimum", -end);
            schema.set("exclusiveMaximum", end);
            // No `multipleOf`: validators that divide doubles by 0.01 refuse 0.29. Text is told apart exactly.
            schema.set(
                "$comment",
                format!("the server also checks that at most {scale} digits follow the point"),
            );
        }
        let of_digits = schema.words.clone();
        schema.range(limits);
        // A limit of the rule that is wider than what the digits allow says nothing.
        for (rule, digits) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
            if let (Some(_), Some(known)) = (schema.words.get(rule), of_digits.get(digits)) {
                schema.words.insert(digits.to_owned(), known.clone());
            }
        }
        schema
    }
}

fn integer(value: i128) -> Json {
    number(&value.to_string()).map_or(Json::Null, Json::Number)
}

/// The number as JSON has it; those that no 64 bits hold are rounded.
fn number(text: &str) -> Option<Number> {
    text.parse().ok()
}
