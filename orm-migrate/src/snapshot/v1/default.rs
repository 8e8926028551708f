//! Defaults in format 1: `"now"`, `{ "int": 5 }`, `{ "sql": "gen_random_uuid()" }`.

use std::borrow::Cow;
use std::fmt::Write as _;

use orm_schema::model::{DefaultDef, Literal};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Default<'a> {
    Now,
    UuidV4,
    Bool(bool),
    Int(i128),
    /// Text, because a JSON number loses digits.
    Float(#[serde(borrow)] Cow<'a, str>),
    String(#[serde(borrow)] Cow<'a, str>),
    Bytes(Hex),
    Json(#[serde(borrow)] Cow<'a, str>),
    Sql(#[serde(borrow)] Cow<'a, str>),
}

/// Bytes as hexadecimal digits.
pub(super) struct Hex(Vec<u8>);

impl Serialize for Hex {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut digits = String::with_capacity(self.0.len() * 2);
        for byte in &self.0 {
            write!(digits, "{byte:02x}").expect("a String takes every character");
        }
        serializer.serialize_str(&digits)
    }
}

impl<'de> Deserialize<'de> for Hex {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digits = Cow::<'de, str>::deserialize(deserializer)?;
        let is_hex = digits.len().is_multiple_of(2) && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        if !is_hex {
            return Err(D::Error::custom("expected pairs of hexadecimal digits"));
        }
        let pairs = (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16));
        pairs.collect::<Result<_, _>>().map(Self).map_err(D::Error::custom)
    }
}

impl<'a> From<&'a DefaultDef> for Default<'a> {
    fn from(def: &'a DefaultDef) -> Self {
        match def {
            DefaultDef::Now => Self::Now,
            DefaultDef::UuidV4 => Self::UuidV4,
            DefaultDef::Literal(Literal::Bool(value)) => Self::Bool(*value),
            DefaultDef::Literal(Literal::Int(value)) => Self::Int(*value),
            DefaultDef::Literal(Literal::Float(digits)) => Self::Float(Cow::Borrowed(digits)),
            DefaultDef::Literal(Literal::String(text)) => Self::String(Cow::Borrowed(text)),
            DefaultDef::Literal(Literal::Bytes(bytes)) => Self::Bytes(Hex(bytes.clone())),
            DefaultDef::Json(text) => Self::Json(Cow::Borrowed(text)),
            DefaultDef::Sql(sql) => Self::Sql(Cow::Borrowed(sql)),
        }
    }
}

impl From<Default<'_>> for DefaultDef {
    fn from(mirror: Default<'_>) -> Self {
        match mirror {
            Default::Now => Self::Now,
            Default::UuidV4 => Self::UuidV4,
            Default::Bool(value) => Self::Literal(Literal::Bool(value)),
            Default::Int(value) => Self::Literal(Literal::Int(value)),
            Default::Float(digits) => Self::Literal(Literal::Float(digits.into_owned())),
            Default::String(text) => Self::Literal(Literal::String(text.into_owned())),
            Default::Bytes(Hex(bytes)) => Self::Literal(Literal::Bytes(bytes)),
            Default::Json(text) => Self::Json(text.into_owned()),
            Default::Sql(sql) => Self::Sql(sql.into_owned()),
        }
    }
}
