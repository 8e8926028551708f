//! JSON Schema, draft 2020-12: one document with a definition for each model.
//!
//! Every validator accepts and rejects what the server does, and so does zod's `fromJSONSchema`, which takes more than the
//! standard says from some words: it counts the units of UTF-16, knows only versions of UUIDs that the server does not ask
//! for, and no integers above 2^53. So each rule is a word that both understand. The words that a standard validator and
//! people look for stand beside it in an `allOf` without a type, which zod passes over.

mod numbers;

use serde_json::{Map, Value as Json, json};

use crate::patterns;
use crate::{Definition, Limits, Object, TextForm, Type, Value, Wire};

/// The document.
pub fn text(wire: &Wire) -> String {
    let mut definitions = Map::new();
    for definition in &wire.definitions {
        definitions.insert(definition.name.clone(), self::definition(definition));
    }
    definitions.insert("JsonValue".to_owned(), any_json(&json!({ "$ref": "#/$defs/JsonValue" })));
    let document = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "Written by `orm-migrate export --format json-schema`. Do not edit.",
        "$defs": definitions,
    });
    format!("{document:#}\n")
}

/// The schema of a definition.
pub fn definition(definition: &Definition) -> Json {
    let mut schema = value(&definition.value);
    if !definition.docs.is_empty() {
        describe(&mut schema, &definition.docs);
    }
    Json::Object(schema)
}

fn describe(schema: &mut Map<String, Json>, docs: &str) {
    schema.insert("description".to_owned(), docs.into());
}

/// Everything that JSON can say and every database stores: no NUL characters, not even in keys. `itself` refers to it.
pub fn any_json(itself: &Json) -> Json {
    let text = patterns::text(None, None);
    json!({
        "description": "Any JSON without NUL characters.",
        "anyOf": [
            { "type": "null" },
            { "type": "boolean" },
            { "type": "number" },
            { "type": "string", "pattern": text },
            { "type": "array", "items": itself },
            {
                "type": "object",
                "propertyNames": { "type": "string", "pattern": text },
                "additionalProperties": itself,
            },
        ],
    })
}

/// The schema of a value.
pub fn value(value: &Value) -> Map<String, Json> {
    let mut schema = Schema::of(value);
    if value.is_nullable {
        // What others have written is left as it is.
        match value.ty {
            Type::Written(_) => schema = Schema::any_of(vec![schema, Schema::typed("null")]),
            _ => schema.allow_null(),
        }
    }
    let mut words = schema.words;
    if !value.limits.notes.is_empty() {
        words.insert("$comment".to_owned(), value.limits.notes.join("; ").into());
    }
    words
}

/// A schema that is being put together.
struct Schema {
    words: Map<String, Json>,
}

impl Schema {
    fn of(value: &Value) -> Self {
        let limits = &value.limits;
        match &value.ty {
            Type::Null => Self::typed("null"),
            Type::Bool => Self::typed("boolean"),
            Type::Integer { min, max } => Self::integer(*min, *max, limits),
            Type::Single => Self::single(limits),
            Type::Double => Self::double(limits),
            Type::Decimal => Self::text(Some(patterns::decimal(limits.digits, true)), &Limits::default()),
            Type::DecimalInput => Self::any_of(vec![Self::decimal_text(limits), Self::decimal(limits)]),
            Type::Text => Self::text(Some(patterns::text(limits.min_length, limits.max_length)), limits),
            Type::Form(form) => Self::form(*form, limits),
            Type::Json => Self::reference("JsonValue"),
            Type::Unknown => Self { words: Map::new() },
            Type::Named(name) => Self::reference(name),
            Type::Written(words) => Self { words: words.clone() }.under(limits),
            Type::List(element) => {
                let mut schema = Self::typed("array");
                schema.set("items", self::value(element));
                schema.set_some("minItems", limits.min_length);
                schema.set_some("maxItems", limits.max_length);
                schema
            }
            Type::Map(element) => {
                let mut schema = Self::typed("object");
                schema
                    .set("propertyNames", json!({ "type": "string", "pattern": patterns::text(None, None) }));
                schema.set("additionalProperties", self::value(element));
                schema.set_some("minProperties", limits.min_length);
                schema.set_some("maxProperties", limits.max_length);
                schema
            }
            Type::Tuple(elements) => {
                let mut schema = Self::typed("array");
                schema.set("prefixItems", elements.iter().map(self::value).collect::<Vec<_>>());
                schema.set("items", false);
                schema.set("minItems", elements.len());
                schema.set("maxItems", elements.len());
                schema
            }
            Type::Labels(labels) => {
                let mut schema = Self::typed("string");
                schema.set("enum", labels.clone());
                schema
            }
            Type::OneOf(options) => {
                Self::any_of(options.iter().map(|option| Self { words: self::value(option) }).collect())
            }
            Type::Object(object) => Self::object(object),
        }
    }

    /// What others have written, under the rules that are known of any type.
    fn under(self, limits: &Limits) -> Self {
        let mut rules = Map::new();
        for (list, text, limit) in
            [("minItems", "minLength", limits.min_length), ("maxItems", "maxLength", limits.max_length)]
        {
            // A word about another type says nothing.
            for word in [list, text] {
                rules.extend(limit.map(|limit| (word.to_owned(), limit.into())));
            }
        }
        if rules.is_empty() {
            return self;
        }
        let mut schema = Self { words: Map::new() };
        schema.set("allOf", vec![Json::Object(self.words), Json::Object(rules)]);
        schema
    }

    fn typed(ty: &str) -> Self {
        let mut schema = Self { words: Map::new() };
        schema.set("type", ty);
        schema
    }

    fn reference(name: &str) -> Self {
        let mut schema = Self { words: Map::new() };
        schema.set("$ref", format!("#/$defs/{name}"));
        schema
    }

    fn any_of(options: Vec<Self>) -> Self {
        let mut schema = Self { words: Map::new() };
        schema.set("anyOf", options.into_iter().map(|option| Json::Object(option.words)).collect::<Vec<_>>());
        schema
    }

    fn set(&mut self, word: &str, value: impl Into<Json>) {
        self.words.insert(word.to_owned(), value.into());
    }

    fn set_some(&mut self, word: &str, value: Option<impl Into<Json>>) {
        if let Some(value) = value {
            self.set(word, value);
        }
    }

    fn allow_null(&mut self) {
        if let Some(ty) = self.words.get("type").cloned() {
            self.set("type", json!([ty, "null"]));
            if let Some(Json::Array(labels)) = self.words.get_mut("enum") {
                labels.push(Json::Null);
            }
            if let Some(Json::Array(parts)) = self.words.get_mut("allOf") {
                for part in parts.iter_mut().filter(|part| part.get("type").is_some()) {
                    part["type"] = json!(["string", "null"]);
                }
            }
        } else if let Some(Json::Array(options)) = self.words.get_mut("anyOf") {
            options.push(json!({ "type": "null" }));
        } else if !self.words.is_empty() {
            let own = Json::Object(std::mem::take(&mut self.words));
            self.set("anyOf", json!([own, { "type": "null" }]));
        }
    }

    /// Text under a pattern of its own and under the rules on text.
    fn text(pattern: Option<String>, limits: &Limits) -> Self {
        let mut schema = Self::typed("string");
        schema.set_some("pattern", pattern);
        let mut parts: Vec<Json> = Vec::new();
        let mut formats: Vec<&str> = Vec::new();
        for form in &limits.forms {
            match format(*form) {
                Some((format, true)) => schema.set("format", format),
                Some((format, false)) => formats.push(format),
                None => {}
            }
            parts.extend(patterns::form(*form).as_deref().map(pattern_part));
        }
        parts.extend(limits.contains.iter().map(|part| pattern_part(&patterns::contains(part))));
        parts.extend(limits.lacks.iter().map(|part| pattern_part(&patterns::lacks(part))));
        // zod counts no fewer than there are, so the least number is safe to say to it too.
        schema.set_some("minLength", limits.min_length);
        let mut beside = Map::new();
        if let Some(max) = limits.max_length {
            beside.insert("maxLength".to_owned(), max.into());
        }
        if let Some(format) = formats.first() {
            beside.insert("format".to_owned(), (*format).into());
        }
        if !beside.is_empty() {
            parts.push(Json::Object(beside));
        }
        if !parts.is_empty() {
            schema.set("allOf", parts);
        }
        schema
    }

    fn form(form: TextForm, limits: &Limits) -> Self {
        let mut schema = Self::text(patterns::form(form), limits);
        match format(form) {
            Some((format, true)) => schema.set("format", format),
            Some((format, false)) => {
                if let Json::Array(parts) = schema.words.entry("allOf").or_insert_with(|| json!([])) {
                    parts.push(json!({ "format": format }));
                }
            }
            None => {}
        }
        schema
    }

    fn object(object: &Object) -> Self {
        let mut schema = Self::typed("object");
        let mut properties = Map::new();
        let mut required: Vec<Json> = Vec::new();
        for member in &object.members {
            let mut property = value(&member.value);
            if !member.docs.is_empty() {
                describe(&mut property, &member.docs);
            }
            properties.insert(member.name.clone(), Json::Object(property));
            if !member.is_optional {
                required.push(member.name.clone().into());
            }
        }
        schema.set("properties", properties);
        schema.set("required", required);
        if object.is_closed {
            schema.set("additionalProperties", false);
        }
        if !object.flattened.is_empty() {
            let inner = object.flattened.iter().map(|inner| Json::Object(value(inner)));
            let parts: Vec<Json> = std::iter::once(Json::Object(schema.words)).chain(inner).collect();
            schema = Self { words: Map::new() };
            schema.set("allOf", parts);
        }
        schema
    }
}

fn pattern_part(pattern: &str) -> Json {
    json!({ "type": "string", "pattern": pattern })
}

/// The name of a form in the standard, and whether zod understands by it no less than we do.
fn format(form: TextForm) -> Option<(&'static str, bool)> {
    Some(match form {
        TextForm::Day => ("date", true),
        TextForm::Instant => ("date-time", true),
        TextForm::Uuid => ("uuid", false),
        TextForm::Ipv4 => ("ipv4", true),
        TextForm::Ipv6 => ("ipv6", false),
        TextForm::Email => ("email", false),
        TextForm::Url => ("uri", true),
        TextForm::Char
        | TextForm::Span
        | TextForm::Time
        | TextForm::DateTime
        | TextForm::Ip
        | TextForm::NonControl => {
            return None;
        }
    })
}
