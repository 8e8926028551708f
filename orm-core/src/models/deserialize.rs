//! From a request to a model, collecting everything that does not fit.

use std::fmt;

use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use validator::Validate;

use super::content::Content;
use super::{FromSlots, Issue, Report, Slots, TypeError};

/// Reads a model with any deserializer. What generated `Deserialize` implementations call.
///
/// All fields are read before the first error is returned; the error's text lists everything that did not fit.
pub fn deserialize<'de, M: FromSlots, D: Deserializer<'de>>(deserializer: D) -> Result<M, D::Error> {
    let is_human_readable = deserializer.is_human_readable();
    let slots = deserializer.deserialize_map(SlotsVisitor { slots: Slots::of::<M>(), is_human_readable })?;
    slots.finish().map_err(D::Error::custom)
}

struct SlotsVisitor {
    slots: Slots,
    is_human_readable: bool,
}

impl<'de> Visitor<'de> for SlotsVisitor {
    type Value = Slots;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Slots, A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if self.slots.is_known(&key) {
                let content = map.next_value::<Content>()?;
                self.slots.read(&key, &content, self.is_human_readable);
            } else {
                map.next_value::<IgnoredAny>()?;
                self.slots.read(&key, &Content::Null, self.is_human_readable);
            }
        }
        Ok(self.slots)
    }
}

/// A model of a table that a request fills: `NewProject`, `NewProjectBody`, `ProjectPatch`.
///
/// Implemented for every model that `#[derive(Table)]` generates.
pub trait Model: FromSlots + Validate {
    /// Reads a JSON object and checks the rules of its fields.
    ///
    /// ```
    /// use orm_core::models::Model;
    /// # use orm_core::doc::NewTag;
    ///
    /// let report = NewTag::parse(br#"{ "slug": 7 }"#).unwrap_err();
    /// let issues: Vec<_> = report.issues().iter().map(|issue| (issue.pointer(), issue.code())).collect();
    /// assert_eq!(issues, [("#/slug".to_owned(), "type"), ("#/title".to_owned(), "required")]);
    /// ```
    ///
    /// # Errors
    /// All type errors (missing fields and wrong types) at once; when there is none, all broken rules at once. Text that is
    /// no JSON is one error at the root.
    fn parse(bytes: &[u8]) -> Result<Self, Report>;
}

impl<M: FromSlots + Validate> Model for M {
    fn parse(bytes: &[u8]) -> Result<Self, Report> {
        let content: Content = serde_json::from_slice(bytes).map_err(|error| Report::syntax(&error))?;
        let Content::Map(entries) = content else {
            let message = format!("must be an object, not {}", content.kind());
            return Err(Report::new(vec![Issue::from(TypeError::new("type", message))]));
        };
        let mut slots = Slots::of::<M>();
        for (key, content) in &entries {
            slots.read(key, content, true);
        }
        let model: M = slots.finish()?;
        match model.validate() {
            Ok(()) => Ok(model),
            Err(errors) => Err(Report::from(errors).in_order_of(M::MODEL)),
        }
    }
}
