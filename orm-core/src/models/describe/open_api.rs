//! `utoipa::ToSchema`.

use std::any::type_name;
use std::borrow::Cow;

use orm_wire::Type;
use serde_json::{Map, Value as Json, json};
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

use super::About;
use super::foreign::refer_to_any_json;
use super::looks::{Looks, OpenApiOf, Probe};

/// What a type says of itself.
#[derive(Clone, Copy)]
pub struct Part {
    name: fn() -> Cow<'static, str>,
    /// Is it an instance of a generic type, whose name says too little to refer to it?
    is_generic: fn() -> bool,
    schema: fn() -> RefOr<Schema>,
    schemas: fn(&mut Vec<(String, RefOr<Schema>)>),
}

impl<T: ToSchema> Probe<T> {
    /// What the type says of itself.
    pub const OPEN_API: OpenApiOf = Some(Part {
        name: T::name,
        is_generic: || type_name::<T>().trim_start_matches("orm_core::types::json::Json<").contains('<'),
        schema: T::schema,
        schemas: T::schemas,
    });
}

/// The schema of a row or a model. What generated `ToSchema` implementations call.
pub fn open_api(about: &About) -> RefOr<Schema> {
    let definition = about.definition(|looks| {
        let part = looks.open_api?;
        let schema = if (part.is_generic)() {
            (part.schema)()
        } else {
            RefOr::Ref(Ref::from_schema_name((part.name)()))
        };
        match serde_json::to_value(schema) {
            Ok(Json::Object(words)) => Some(Type::Written(words)),
            _ => None,
        }
    });
    let mut schema = orm_wire::json_schema::definition(&definition);
    refer_to_any_json(&mut schema, ANY_JSON);
    of_words(schema)
}

/// The schemas that the one of a row or a model refers to.
pub fn open_api_parts(about: &About, schemas: &mut Vec<(String, RefOr<Schema>)>) {
    let looks: Vec<&Looks> = about.looks();
    for part in looks.iter().filter_map(|looks| looks.open_api) {
        if !(part.is_generic)() {
            schemas.push(((part.name)().into_owned(), (part.schema)()));
        }
        (part.schemas)(schemas);
    }
    if looks.iter().any(|looks| looks.has_json()) {
        let itself = json!({ "$ref": ANY_JSON });
        schemas.push(("JsonValue".to_owned(), of_words(orm_wire::json_schema::any_json(&itself))));
    }
}

const ANY_JSON: &str = "#/components/schemas/JsonValue";

/// A schema of OpenAPI 3.1 and later is one of JSON Schema.
fn of_words(mut schema: Json) -> RefOr<Schema> {
    part_conditions(&mut schema);
    let anything = || ObjectBuilder::new().schema_type(SchemaType::AnyValue).build();
    serde_json::from_value(schema).unwrap_or_else(|_| RefOr::T(Schema::Object(anything())))
}

/// utoipa keeps no `allOf` beside other words: conditions without a type join the others, those with one stand beside them. Nor
/// does it read a schema without any words: one that is unknown names all types.
fn part_conditions(schema: &mut Json) {
    match schema {
        Json::Object(words) if is_unknown(words) => {
            words
                .insert("type".to_owned(), json!(["null", "boolean", "number", "string", "array", "object"]));
        }
        Json::Object(words) => {
            words.values_mut().for_each(part_conditions);
            if words.contains_key("type")
                && let Some(Json::Array(parts)) = words.shift_remove("allOf")
            {
                let (typed, untyped): (Vec<Json>, Vec<Json>) =
                    parts.into_iter().partition(|part| part.get("type").is_some());
                for part in untyped {
                    words.extend(part.as_object().cloned().unwrap_or_default());
                }
                if !typed.is_empty() {
                    let own = std::mem::take(words);
                    let all: Vec<Json> = std::iter::once(Json::Object(own)).chain(typed).collect();
                    words.insert("allOf".to_owned(), all.into());
                }
            }
        }
        Json::Array(parts) => parts.iter_mut().for_each(part_conditions),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}

/// Does it say nothing but why it says nothing?
fn is_unknown(words: &Map<String, Json>) -> bool {
    words.get("$comment").is_some_and(Json::is_string)
        && words.keys().all(|word| ["$comment", "description"].contains(&word.as_str()))
}

impl<T: PartialSchema> PartialSchema for crate::types::Json<T> {
    fn schema() -> RefOr<Schema> {
        T::schema()
    }
}

impl<T: ToSchema> ToSchema for crate::types::Json<T> {
    fn name() -> Cow<'static, str> {
        T::name()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        T::schemas(schemas);
    }
}

/// `ToSchema` of a row or a model.
#[doc(hidden)]
#[macro_export]
macro_rules! __describe_open_api {
    ($ty:ident) => {
        #[automatically_derived]
        impl $crate::__private::utoipa::PartialSchema for $ty {
            fn schema()
            -> $crate::__private::utoipa::openapi::RefOr<$crate::__private::utoipa::openapi::schema::Schema>
            {
                $crate::__private::open_api(<Self as $crate::__private::Described>::ABOUT)
            }
        }
        #[automatically_derived]
        impl $crate::__private::utoipa::ToSchema for $ty {
            fn name() -> ::std::borrow::Cow<'static, ::core::primitive::str> {
                ::std::borrow::Cow::Borrowed(<Self as $crate::__private::Described>::ABOUT.name)
            }
            fn schemas(
                schemas: &mut ::std::vec::Vec<(
                    ::std::string::String,
                    $crate::__private::utoipa::openapi::RefOr<
                        $crate::__private::utoipa::openapi::schema::Schema,
                    >,
                )>,
            ) {
                $crate::__private::open_api_parts(<Self as $crate::__private::Described>::ABOUT, schemas);
            }
        }
    };
}
