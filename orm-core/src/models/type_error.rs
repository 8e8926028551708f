//! Why a value does not fit its field, without the value.

use std::fmt;

use serde::de::{Error, Expected, Unexpected};

/// A value that its field cannot take.
///
/// It names the place and what was expected; the rejected value is never part of it, because it may be a password on its
/// way into a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeError {
    /// Where, innermost segment first.
    pub(super) reversed_path: Vec<String>,
    /// What is wrong, for programs.
    pub(super) code: &'static str,
    /// What is wrong, for people.
    pub(super) message: String,
    /// Is the message the words of a type that we do not know, which may quote the value?
    pub(super) is_foreign: bool,
}

impl TypeError {
    /// An error in our words.
    pub(super) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { reversed_path: Vec::new(), code, message: message.into(), is_foreign: false }
    }

    /// The same error, seen from outside of `segment`.
    pub(super) fn inside(mut self, segment: impl Into<String>) -> Self {
        self.reversed_path.push(segment.into());
        self
    }
}

impl fmt::Display for TypeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for TypeError {}

impl Error for TypeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self { is_foreign: true, ..Self::new("invalid", message.to_string()) }
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
