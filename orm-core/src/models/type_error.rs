//! Why a value does not fit its field, without the value.

use std::fmt;

use serde::de::{Error, Expected, Unexpected};

use super::content::Content;
use super::{Issue, collected};

/// A value that its field cannot take.
///
/// It names the place and what was expected; the rejected value is never part of it, because it may be a password on its
/// way into a log.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeError {
    /// Where, innermost segment first.
    pub(super) reversed_path: Vec<String>,
    /// What is wrong, for programs.
    pub(super) code: &'static str,
    /// What is wrong, for people.
    pub(super) message: String,
    /// Is the message the words of a type that we do not know, which may quote the value?
    pub(super) is_foreign: bool,
    /// What is wrong with a model inside: then the error is all of this, and nothing of its own.
    pub(super) inner: Vec<Issue>,
}

impl TypeError {
    /// An error in our words.
    pub(super) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            reversed_path: Vec::new(),
            code,
            message: message.into(),
            is_foreign: false,
            inner: Vec::new(),
        }
    }

    /// The same error, seen from outside of `segment`.
    pub(super) fn inside(mut self, segment: impl Into<String>) -> Self {
        self.reversed_path.push(segment.into());
        self
    }

    /// Takes back the words of a foreign type, such as "unknown color `#12345`", if they repeat what was sent.
    pub(super) fn hide(&mut self, content: &Content) {
        if self.is_foreign && content.is_quoted_in(&self.message) {
            "is not valid".clone_into(&mut self.message);
        }
    }
}

impl TypeError {
    /// In our words, where a value does not have the form that text has in a column of that type. `kind` is what was sent.
    pub(super) fn in_words_of(&mut self, ty: &str, kind: &str) {
        if let Some(form) = form_of(ty)
            && self.reversed_path.is_empty()
            && matches!(self.code, "invalid" | "type")
        {
            let found = if self.code == "type" { format!(", not {kind}") } else { String::new() };
            self.message = format!("must be {form}{found}");
            self.is_foreign = false;
        }
    }
}

/// What the values of an SQL type look like in a request, for those of the types that other crates read.
fn form_of(ty: &str) -> Option<&'static str> {
    Some(match ty {
        "date" => "a date such as 2026-02-28",
        "time" => "a time such as 18:30:00",
        "timestamp" => "a date and time such as 2026-02-28T18:30:00",
        "timestamptz" => "a point in time such as 2026-02-28T18:30:00Z",
        "uuid" => "a UUID",
        "numeric" => "a decimal number such as \"12.50\"",
        "inet" => "a network address",
        "macaddr" => "a hardware address",
        "interval" => "a span of time such as P1M2DT3.5S",
        "varbit" => "bits such as 10110",
        _ => return None,
    })
}

impl fmt::Display for TypeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for TypeError {}

impl Error for TypeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        let inner = collected::take();
        let is_foreign = inner.is_empty();
        Self { is_foreign, inner, ..Self::new("invalid", message.to_string()) }
    }

    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new("type", format!("must be {}, not {}", plain(expected), kind(unexpected)))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new("invalid", format!("must be {}", in_range(expected)))
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Self::new("length", format!("must be {expected}, not one of {length} elements"))
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self::new("variant", format!("must be {}", one_of(expected)))
    }

    fn unknown_field(_: &str, expected: &'static [&'static str]) -> Self {
        Self::new("unknown_field", format!("has an unknown key; the keys are {}", one_of(expected)))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new("required", "is required").inside(field)
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::new("duplicate", "is given twice").inside(field)
    }
}

/// What serde expects, without the names of Rust's types.
fn plain(expected: &dyn Expected) -> String {
    let text = expected.to_string();
    match text.as_str() {
        "i8" | "i16" | "i32" | "i64" | "i128" | "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "isize" => {
            "an integer".to_owned()
        }
        "f32" | "f64" => "a number".to_owned(),
        "a map" => "an object".to_owned(),
        "a sequence" => "an array".to_owned(),
        "unit" | "option" => "null".to_owned(),
        _ if text.starts_with("struct ") => "an object".to_owned(),
        _ if text.starts_with("tuple ") => "an array".to_owned(),
        _ => text,
    }
}

/// The same where the kind is right and the value is not.
fn in_range(expected: &dyn Expected) -> String {
    let text = expected.to_string();
    let (min, max) = match text.as_str() {
        "i8" => (i64::from(i8::MIN), i64::from(i8::MAX)),
        "i16" => (i64::from(i16::MIN), i64::from(i16::MAX)),
        "i32" => (i64::from(i32::MIN), i64::from(i32::MAX)),
        "i64" => (i64::MIN, i64::MAX),
        "u8" => (0, i64::from(u8::MAX)),
        "u16" => (0, i64::from(u16::MAX)),
        "u32" => (0, i64::from(u32::MAX)),
        "u64" | "u128" | "usize" => return "an integer that is not negative".to_owned(),
        _ => return plain(expected),
    };
    format!("an integer from {min} to {max}")
}

fn one_of(names: &[&str]) -> String {
    let mut text = String::new();
    for (i, name) in names.iter().enumerate() {
        text += match i {
            0 => "",
            _ if i + 1 == names.len() => " or ",
            _ => ", ",
        };
        text.push('`');
        text += name;
        text.push('`');
    }
    text
}

fn kind(unexpected: Unexpected<'_>) -> &'static str {
    match unexpected {
        Unexpected::Bool(_) => "a boolean",
        Unexpected::Unsigned(_) | Unexpected::Signed(_) => "an integer",
        Unexpected::Float(_) => "a number",
        Unexpected::Char(_) | Unexpected::Str(_) => "a string",
        Unexpected::Bytes(_) => "bytes",
        Unexpected::Unit | Unexpected::Option => "null",
        Unexpected::Seq => "an array",
        Unexpected::Map => "an object",
        _ => "something else",
    }
}
