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
        Self::new("type", format!("expected {expected}, found {}", kind(unexpected)))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new("invalid", format!("expected {expected}"))
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Self::new("length", format!("expected {expected}, found {length} elements"))
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
