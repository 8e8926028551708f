//! What the compiled models tell others: the same as what is exported of their source.

use std::collections::BTreeSet;

use orm_core::prelude::*;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};
use ts_rs::TS;
use utoipa::{PartialSchema, ToSchema};

use crate::schema::{Kind, KindPatch, NewKind, NewKindBody, NewPart, NewPartBody, Part, PartPatch};
use crate::wire::{NewRuled, NewShapes, Rename, Ruled, RuledPatch, Shapes, ShapesPatch, Short};
use crate::zod::exported;

/// Calls a macro with every row and model of this test.
macro_rules! with_all {
    ($each:ident) => {
        $each![
            Kind,
            NewKind,
            NewKindBody,
            KindPatch,
            Part,
            NewPart,
            NewPartBody,
            PartPatch,
            Ruled,
            NewRuled,
            RuledPatch,
            Short,
            Rename,
            Shapes,
            NewShapes,
            ShapesPatch,
            Card
        ]
    };
}

/// A part, and what it is worth.
#[expect(dead_code, reason = "only described")]
#[derive(Debug, serde::Serialize, Projection)]
#[projection(from = Part)]
#[serde(rename_all = "camelCase")]
struct Card {
    required: i32,
    nullable: Option<i32>,
    /// Never seen.
    #[serde(skip)]
    owner_id: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[projection(Part::nullable_defaulted)]
    at_times: Option<i32>,
}

/// The document that schemars makes of the models.
pub(crate) fn compiled() -> Value {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    macro_rules! add {
        ($($model:ty),*) => { $(generator.subschema_for::<$model>();)* };
    }
    with_all!(add);
    json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": generator.take_definitions(true) })
}

/// Fields of types whose own derives say what they are; zod compares what they accept.
const FOREIGN: [&str; 10] =
    ["document", "color", "shape", "steps", "setting", "amount", "leaf", "uncheckedLeaf", "options", "any"];

/// A schema without what means nothing to a validator, and without fields of foreign types.
fn normalised(schema: &Value) -> Value {
    match schema {
        Value::Object(words) => {
            let mut kept = Map::new();
            for (word, inner) in
                words.iter().filter(|(word, _)| !["description", "$comment"].contains(&word.as_str()))
            {
                if word == "properties" {
                    let properties = inner.as_object().expect("properties are an object").iter();
                    let own = properties.filter(|(name, _)| !FOREIGN.contains(&name.as_str()));
                    let mut own: Map<_, _> =
                        own.map(|(name, property)| (name.clone(), normalised(property))).collect();
                    own.sort_keys();
                    kept.insert(word.clone(), Value::Object(own));
                } else if *inner != json!([]) {
                    kept.insert(word.clone(), normalised(inner));
                }
            }
            conditions(kept)
        }
        Value::Array(parts) => parts.iter().map(normalised).collect(),
        Value::Number(number) => json!(number.as_f64()),
        other => other.clone(),
    }
}

/// The words of a schema and of the conditions beside them, in an order of their own.
fn conditions(mut words: Map<String, Value>) -> Value {
    let parts = words.remove("allOf");
    let parts = parts.iter().filter_map(Value::as_array).flatten();
    let all: BTreeSet<String> = parts
        .filter_map(Value::as_array)
        .flatten()
        .filter_map(|part| part.as_str().map(str::to_owned))
        .chain(words.iter().map(|(word, value)| format!("{word}: {value}")))
        .collect();
    json!(all)
}

/// Both say the same of a model, field by field.
fn assert_same<'s>(model: &str, one: &'s Value, other: &'s Value) {
    // An object without properties need not say that it has none.
    let none = Map::new();
    let properties = |schema: &'s Value| schema["properties"].as_object();
    let (of_one, of_other) = (properties(one).unwrap_or(&none), properties(other).unwrap_or(&none));
    assert_eq!(of_one.len(), of_other.len(), "{model}: {one} {other}");
    for (name, property) in of_one {
        let other = of_other.get(name).unwrap_or(&Value::Null);
        if !FOREIGN.contains(&name.as_str()) {
            assert_eq!(normalised(property), normalised(other), "`{name}` of {model}");
        }
    }
    assert_eq!(normalised(one), normalised(other), "{model}");
}

#[test]
fn schemars_says_of_each_model_what_the_export_says() {
    let (exported, compiled) = (exported(), compiled());
    macro_rules! compare {
        ($($model:ident),*) => { [$(stringify!($model)),*] };
    }
    for model in with_all!(compare) {
        // The export has projections only where source says so, and this one stands in another file.
        if model == "Card" {
            continue;
        }
        assert_same(model, &compiled["$defs"][model], &exported["$defs"][model]);
    }
}

#[test]
fn schemars_says_of_a_row_of_a_query_how_it_is_written() {
    let card = &compiled()["$defs"]["Card"];
    let integer = json!(["integer", "null"]);
    assert_eq!(card["description"], "A part, and what it is worth.");
    assert_eq!(card["required"], json!(["required", "nullable"]));
    assert_eq!(card["properties"]["atTimes"]["type"], integer);
    assert_eq!(card["properties"]["nullable"]["type"], integer);
    assert_eq!(card["properties"]["ownerId"], Value::Null);
}

#[test]
fn foreign_types_are_referred_to_by_their_names() {
    let compiled = compiled();
    let properties = &compiled["$defs"]["KindPatch"]["properties"];
    let reference = |name: &str| json!({ "$ref": format!("#/$defs/{name}") });
    assert_eq!(properties["color"], reference("Color"));
    assert_eq!(properties["document"], reference("Settings"));
    assert_eq!(properties["any"], reference("JsonValue"));
    for name in ["Color", "Settings", "JsonValue"] {
        assert!(compiled["$defs"][name].is_object(), "{name}");
    }
    let nullable = &compiled["$defs"]["NewShapes"]["properties"]["leaf"];
    assert_eq!(*nullable, json!({ "anyOf": [reference("Leaf"), { "type": "null" }] }));
}

#[test]
fn open_api_is_the_same_schema() {
    let compiled = compiled();
    macro_rules! compare {
        ($($model:ident),*) => {
            $(
                let schema = serde_json::to_value(<$model as PartialSchema>::schema()).expect("JSON");
                let text = schema.to_string().replace("#/components/schemas/", "#/$defs/");
                let schema: Value = serde_json::from_str(&text).expect("JSON");
                assert_same(stringify!($model), &schema, &compiled["$defs"][stringify!($model)]);
                assert_eq!(<$model as ToSchema>::name(), stringify!($model));
            )*
        };
    }
    with_all!(compare);
}

#[test]
fn open_api_holds_what_models_refer_to() {
    let mut schemas = Vec::new();
    NewKind::schemas(&mut schemas);
    let names: Vec<&str> = schemas.iter().map(|(name, _)| name.as_str()).collect();
    for name in ["Settings", "Color", "JsonValue"] {
        assert!(names.contains(&name), "{name} is not in {names:?}");
    }
}

#[test]
fn typescript_has_the_types_of_the_export() {
    let config = ts_rs::Config::default();
    let text = NewPart::export_to_string(&config).expect("a file");
    for part in [
        "export type NewPart = {\n",
        "  required: number;\n",
        "  nullable?: number | null;\n",
        "  ownerId: number;\n",
        "  defaulted?: number;\n",
    ] {
        assert!(text.contains(part), "{part}\nis not in\n{text}");
    }
    assert!(!Part::inline(&config).contains("password"));
    let text = KindPatch::export_to_string(&config).expect("a file");
    for part in [
        "import type { Color } from \"./Color\";\n",
        "import type { JsonValue } from \"./JsonValue\";\n",
        "import type { Settings } from \"./Settings\";\n",
        "  color?: Color;\n",
        "  price?: string | number;\n",
        "  any?: JsonValue;\n",
    ] {
        assert!(text.contains(part), "{part}\nis not in\n{text}");
    }
}
