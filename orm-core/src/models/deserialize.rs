//! From any format to a model, collecting everything that does not fit.

use std::fmt;

use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};

use super::content::Content;
use super::{FromSlots, Slots, collected};

/// Reads a model with any deserializer. What generated `Deserialize` implementations call.
///
/// All fields are read before the first error is returned; the error's text lists everything that did not fit.
pub fn deserialize<'de, M: FromSlots, D: Deserializer<'de>>(deserializer: D) -> Result<M, D::Error> {
    let is_human_readable = deserializer.is_human_readable();
    let visitor = SlotsVisitor { slots: Slots::of::<M>(), is_human_readable };
    let slots = deserializer.deserialize_struct(M::MODEL.table.name, M::WIRES, visitor)?;
    slots.finish().map_err(collected::error)
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
