//! Input of any format, buffered: the shape that the fields of a model are read from.

use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, EnumAccess, MapAccess, SeqAccess, Visitor};

use super::TypeError;

/// A value of the serde data model, kept until the field that it belongs to is read.
///
/// Reading a model takes two steps, this buffer and then its fields one by one, because `serde` stops at the first
/// error and a client wants to know all of them.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Content {
    Null,
    Bool(bool),
    Int(i64),
    Unsigned(u64),
    Float(f64),
    Text(String),
    /// Text of a format that has nothing else, such as a form: it is a number where one is asked for.
    Plain(String),
    Bytes(Vec<u8>),
    List(Vec<Content>),
    Map(Vec<(String, Content)>),
    /// Whatever fits, in the place of what did not.
    Fitting,
    /// What is passed over, as if it were not there.
    Passed,
}

impl Content {
    /// What this is, for messages: the kind and never the value.
    pub(super) const fn kind(&self) -> &'static str {
        match self {
            Self::Null | Self::Fitting | Self::Passed => "null",
            Self::Bool(_) => "a boolean",
            Self::Int(_) | Self::Unsigned(_) => "an integer",
            Self::Float(_) => "a number",
            Self::Text(_) | Self::Plain(_) => "a string",
            Self::Bytes(_) => "bytes",
            Self::List(_) => "an array",
            Self::Map(_) => "an object",
        }
    }

    /// How many values it is, with all inside.
    pub(super) fn count(&self) -> usize {
        match self {
            Self::List(items) => 1 + items.iter().map(Self::count).sum::<usize>(),
            Self::Map(entries) => 1 + entries.iter().map(|(_, value)| value.count()).sum::<usize>(),
            _ => 1,
        }
    }

    /// Is the value, or a part of it, quoted in `message`?
    pub(super) fn is_quoted_in(&self, message: &str) -> bool {
        match self {
            Self::Null | Self::Bool(_) | Self::Bytes(_) | Self::Fitting | Self::Passed => false,
            Self::Int(value) => message.contains(&value.to_string()),
            Self::Unsigned(value) => message.contains(&value.to_string()),
            Self::Float(value) => message.contains(&value.to_string()),
            Self::Text(text) | Self::Plain(text) => !text.is_empty() && message.contains(text.as_str()),
            Self::List(items) => items.iter().any(|item| item.is_quoted_in(message)),
            Self::Map(entries) => entries.iter().any(|(_, value)| value.is_quoted_in(message)),
        }
    }

    /// What no database of ours stores in every column that holds such a value: NUL characters (PostgreSQL text and jsonb
    /// refuse them), numbers that are not finite (no JSON, no MySQL), and documents with one key twice (jsonb keeps one).
    pub(super) fn storable(&self) -> Result<(), TypeError> {
        match self {
            Self::Text(text) | Self::Plain(text) if text.contains('\0') => {
                Err(TypeError::new("nul", "must not contain NUL characters"))
            }
            Self::Float(value) if !value.is_finite() => {
                Err(TypeError::new("finite", "must be a finite number"))
            }
            Self::List(items) => items
                .iter()
                .enumerate()
                .try_for_each(|(i, item)| item.storable().map_err(|error| error.inside(i.to_string()))),
            Self::Map(entries) => {
                let mut keys = HashSet::with_capacity(entries.len());
                entries.iter().try_for_each(|(key, value)| {
                    if key.contains('\0') {
                        return Err(TypeError::new("nul", "must not have keys with NUL characters"));
                    }
                    if !keys.insert(key) {
                        return Err(TypeError::new("duplicate", "is given twice").inside(key.as_str()));
                    }
                    value.storable().map_err(|error| error.inside(key.as_str()))
                })
            }
            _ => Ok(()),
        }
    }

    /// The fields of a form, or of the query of a URL. A key that is given several times is a list.
    #[cfg(feature = "axum")]
    pub(super) fn of_form(pairs: Vec<(String, String)>) -> Self {
        let mut entries: Vec<(String, Self)> = Vec::with_capacity(pairs.len());
        for (key, text) in pairs {
            let value = Self::Plain(text);
            match entries.iter_mut().find(|(known, _)| *known == key) {
                Some((_, Self::List(items))) => items.push(value),
                Some((_, first)) => *first = Self::List(vec![first.clone(), value]),
                None => entries.push((key, value)),
            }
        }
        Self::Map(entries)
    }

    /// The wire names of a path in the names of Rust, as far as what was sent shows them: validators name the field
    /// `theme_name`, and the request says `themeName`.
    pub(super) fn rename(&self, path: &mut [String]) {
        let mut at = Some(self);
        for segment in path {
            at = match at {
                Some(Self::Map(entries)) => {
                    let exact = entries.iter().find(|(key, _)| key == segment);
                    let found = exact.or_else(|| entries.iter().find(|(key, _)| is_same_name(key, segment)));
                    found.map(|(key, value)| {
                        segment.clone_from(key);
                        value
                    })
                }
                Some(Self::List(items)) => segment.parse().ok().and_then(|index: usize| items.get(index)),
                _ => None,
            };
        }
    }

    /// The keys of a map; numbers and booleans count as their text, as they do in JSON.
    fn into_key(self) -> Option<String> {
        match self {
            Self::Text(text) | Self::Plain(text) => Some(text),
            Self::Int(value) => Some(value.to_string()),
            Self::Unsigned(value) => Some(value.to_string()),
            Self::Bool(value) => Some(value.to_string()),
            Self::Null
            | Self::Float(_)
            | Self::Bytes(_)
            | Self::List(_)
            | Self::Map(_)
            | Self::Fitting
            | Self::Passed => None,
        }
    }
}

/// Do two names differ only in how they are written: `theme_name`, `themeName`, `theme-name`?
fn is_same_name(one: &str, other: &str) -> bool {
    let letters = |name: &str| -> String {
        name.chars().filter(|c| *c != '_' && *c != '-').flat_map(char::to_lowercase).collect()
    };
    letters(one) == letters(other)
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(NAME, ContentVisitor)
    }
}

/// Under which a buffer asks another one for what is in it, rather than for a value.
pub(super) const NAME: &str = "orm_core::models::Content";

struct ContentVisitor;

impl<'de> Visitor<'de> for ContentVisitor {
    type Value = Content;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Content, E> {
        Ok(Content::Null)
    }

    fn visit_none<E>(self) -> Result<Content, E> {
        Ok(Content::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Content, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Content, D::Error> {
        deserializer.deserialize_any(self)
    }

    /// How a buffer hands over what is [`Content::Plain`], which no format has.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Content, A::Error> {
        data.variant::<String>().map(|(text, _)| Content::Plain(text))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Content, E> {
        Ok(Content::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Content, E> {
        Ok(Content::Int(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Content, E> {
        Ok(Content::Unsigned(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Content, E> {
        Ok(Content::Float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Content, E> {
        Ok(Content::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Content, E> {
        Ok(Content::Text(value))
    }

    fn visit_bytes<E>(self, value: &[u8]) -> Result<Content, E> {
        Ok(Content::Bytes(value.to_vec()))
    }

    fn visit_byte_buf<E>(self, value: Vec<u8>) -> Result<Content, E> {
        Ok(Content::Bytes(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Content, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Content::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Content, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<Content>()? {
            let kind = key.kind();
            let key = key.into_key().ok_or_else(|| {
                serde::de::Error::custom(format_args!("a key must be a string, found {kind}"))
            })?;
            entries.push((key, map.next_value()?));
        }
        Ok(Content::Map(entries))
    }
}
