//! Reads types from [`Content`], and knows the path of what does not fit.

use std::cell::Cell;
use std::slice;

use serde::de::value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer, StrDeserializer};
use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::TypeError;
use super::content::{self, Content};

/// The deserializer that the fields of a model are read with.
#[derive(Debug, Clone, Copy)]
pub struct ContentDeserializer<'a> {
    content: &'a Content,
    is_human_readable: bool,
    /// Where the root leaves the names of its fields, in declared order.
    fields: Option<&'a Cell<Fields>>,
}

/// The names of a struct's fields.
pub(super) type Fields = &'static [&'static str];

impl<'a> ContentDeserializer<'a> {
    pub(super) const fn new(content: &'a Content, is_human_readable: bool) -> Self {
        Self { content, is_human_readable, fields: None }
    }

    /// Of a whole request; `fields` takes the names of its fields.
    pub(super) const fn root(content: &'a Content, fields: &'a Cell<Fields>) -> Self {
        Self { content, is_human_readable: true, fields: Some(fields) }
    }

    /// The same inside of the root.
    const fn plain(self) -> Self {
        Self { fields: None, ..self }
    }
}

/// Numbers and booleans, which may be the text of one where the format has only text.
macro_rules! plain_numbers {
    ($($method:ident => $visit:ident),* $(,)?) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
            match self.content {
                Content::Plain(text) => match text.parse() {
                    Ok(value) => visitor.$visit(value),
                    Err(_) => visitor.visit_str(text),
                },
                Content::Fitting => visitor.$visit(Default::default()),
                _ => self.deserialize_any(visitor),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for ContentDeserializer<'_> {
    type Error = TypeError;

    fn is_human_readable(&self) -> bool {
        self.is_human_readable
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        match self.content {
            Content::Null | Content::Fitting | Content::Passed => visitor.visit_unit(),
            Content::Bool(value) => visitor.visit_bool(*value),
            Content::Int(value) => visitor.visit_i64(*value),
            Content::Unsigned(value) => visitor.visit_u64(*value),
            Content::Float(value) => visitor.visit_f64(*value),
            Content::Text(value) | Content::Plain(value) => visitor.visit_str(value),
            Content::Bytes(value) => visitor.visit_bytes(value),
            Content::List(items) => visitor.visit_seq(Items {
                rest: items.iter(),
                index: 0,
                is_human_readable: self.is_human_readable,
            }),
            Content::Map(entries) => visitor.visit_map(Entries {
                rest: entries.iter(),
                value: None,
                is_human_readable: self.is_human_readable,
            }),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: Fields,
        visitor: V,
    ) -> Result<V::Value, TypeError> {
        if let Some(root) = self.fields {
            root.set(fields);
        }
        if let Content::List(_) = self.content {
            // serde's structs take their fields by position too, which no client means.
            return Err(TypeError::new("type", "must be an object, not an array"));
        }
        if let Content::Fitting = self.content {
            return visitor
                .visit_map(MapDeserializer::new(fields.iter().map(|field| (*field, self.plain()))));
        }
        self.deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        match self.content {
            Content::Null | Content::Fitting => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, TypeError> {
        match self.content {
            Content::Plain(text) if name == content::NAME => visitor.visit_enum(StrDeserializer::new(text)),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    plain_numbers! {
        deserialize_bool => visit_bool,
        deserialize_i8 => visit_i8, deserialize_i16 => visit_i16, deserialize_i32 => visit_i32, deserialize_i64 => visit_i64,
        deserialize_u8 => visit_u8, deserialize_u16 => visit_u16, deserialize_u32 => visit_u32, deserialize_u64 => visit_u64,
        deserialize_f32 => visit_f32, deserialize_f64 => visit_f64,
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        match self.content {
            Content::Fitting => visitor.visit_seq(SeqDeserializer::new(std::iter::empty::<Self>())),
            // A key that is given once, where it may be given several times.
            Content::Plain(_) => visitor.visit_seq(Items {
                rest: slice::from_ref(self.content).iter(),
                index: 0,
                is_human_readable: self.is_human_readable,
            }),
            _ => self.deserialize_any(visitor),
        }
    }

    /// serde's tuples and arrays take what they need and leave the rest, which no client means to be lost.
    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, TypeError> {
        match self.content {
            Content::List(items) if items.len() > length => {
                let message = format!("must be an array of {length} elements, not one of {}", items.len());
                Err(TypeError::new("length", message))
            }
            Content::Fitting => {
                visitor.visit_seq(SeqDeserializer::new(std::iter::repeat_n(self.plain(), length)))
            }
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, TypeError> {
        self.deserialize_tuple(length, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TypeError> {
        match self.content {
            // One with content inside refuses that.
            Content::Fitting => {
                visitor.visit_enum(StrDeserializer::new(variants.first().copied().unwrap_or_default()))
            }
            Content::Text(label) | Content::Plain(label) => visitor.visit_enum(StrDeserializer::new(label)),
            Content::Map(entries) => visitor.visit_enum(MapAccessDeserializer::new(Entries {
                rest: entries.iter(),
                value: None,
                is_human_readable: self.is_human_readable,
            })),
            other => {
                Err(TypeError::new("type", format!("must be the name of a variant, not {}", other.kind())))
            }
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        match self.content {
            Content::Fitting => visitor.visit_str(""),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        match self.content {
            Content::Fitting => visitor.visit_map(MapDeserializer::new(std::iter::empty::<(&str, Self)>())),
            _ => self.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        i128 u128 char bytes byte_buf unit unit_struct identifier ignored_any
    }
}

impl IntoDeserializer<'_, TypeError> for ContentDeserializer<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

struct Items<'a> {
    rest: slice::Iter<'a, Content>,
    index: usize,
    is_human_readable: bool,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = TypeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, TypeError> {
        let (index, item) = loop {
            let Some(item) = self.rest.next() else {
                return Ok(None);
            };
            self.index += 1;
            if *item != Content::Passed {
                break (self.index - 1, item);
            }
        };
        seed.deserialize(ContentDeserializer::new(item, self.is_human_readable))
            .map(Some)
            .map_err(|error| error.inside(index.to_string()))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

struct Entries<'a> {
    rest: slice::Iter<'a, (String, Content)>,
    value: Option<&'a (String, Content)>,
    is_human_readable: bool,
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = TypeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, TypeError> {
        self.value = self.rest.find(|(_, value)| *value != Content::Passed);
        self.value.map(|(key, _)| seed.deserialize(Key(key))).transpose()
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, TypeError> {
        let Some((key, value)) = self.value.take() else {
            return Err(serde::de::Error::custom("the value of a map was read before its key"));
        };
        seed.deserialize(ContentDeserializer::new(value, self.is_human_readable))
            .map_err(|error| error.inside(key.as_str()))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

/// The key of a map: text that may be the text of a number, because keys in JSON are always strings.
struct Key<'a>(&'a str);

macro_rules! parse_keys {
    ($($method:ident => $visit:ident),* $(,)?) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
            match self.0.parse() {
                Ok(value) => visitor.$visit(value),
                Err(_) => visitor.visit_str(self.0),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Key<'_> {
    type Error = TypeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        visitor.visit_str(self.0)
    }

    parse_keys! {
        deserialize_bool => visit_bool,
        deserialize_i8 => visit_i8, deserialize_i16 => visit_i16, deserialize_i32 => visit_i32, deserialize_i64 => visit_i64,
        deserialize_u8 => visit_u8, deserialize_u16 => visit_u16, deserialize_u32 => visit_u32, deserialize_u64 => visit_u64,
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, TypeError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TypeError> {
        visitor.visit_enum(IntoDeserializer::<TypeError>::into_deserializer(self.0))
    }

    forward_to_deserialize_any! {
        i128 u128 f32 f64 char str string bytes byte_buf option unit unit_struct seq tuple tuple_struct map struct
        identifier ignored_any
    }
}
