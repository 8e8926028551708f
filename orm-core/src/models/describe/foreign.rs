//! JSON Schema inside the documents of other crates.

use serde_json::Value as Json;

/// Lets every mention of any JSON refer to where the document keeps it.
pub(super) fn refer_to_any_json(schema: &mut Json, place: &str) {
    match schema {
        Json::Object(words) => {
            for (word, inner) in words {
                if word == "$ref" && inner == "#/$defs/JsonValue" {
                    *inner = place.into();
                } else {
                    refer_to_any_json(inner, place);
                }
            }
        }
        Json::Array(parts) => parts.iter_mut().for_each(|part| refer_to_any_json(part, place)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}
