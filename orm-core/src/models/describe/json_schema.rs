//! `schemars::JsonSchema`.

use std::borrow::Cow;

use orm_wire::Type;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::Value as Json;

use super::About;
use super::foreign::refer_to_any_json;
use super::looks::{JsonSchemaOf, Probe};

impl<T: JsonSchema> Probe<T> {
    /// What the type says of itself.
    pub const JSON_SCHEMA: JsonSchemaOf = Some(SchemaGenerator::subschema_for::<T>);
}

/// The schema of a row or a model. What generated `JsonSchema` implementations call.
pub fn json_schema(about: &About, generator: &mut SchemaGenerator) -> Schema {
    let definition = about.definition(|looks| {
        let schema = looks.json_schema?(generator);
        Some(schema.as_object().map_or(Type::Unknown, |words| Type::Written(words.clone())))
    });
    let mut schema = orm_wire::json_schema::definition(&definition);
    if about.looks().iter().any(|looks| looks.has_json()) {
        let place = generator.subschema_for::<AnyJson>();
        if let Some(place) = place.get("$ref").and_then(Json::as_str) {
            refer_to_any_json(&mut schema, place);
        }
    }
    Schema::try_from(schema).unwrap_or_default()
}

/// Any JSON.
struct AnyJson;

impl JsonSchema for AnyJson {
    fn schema_name() -> Cow<'static, str> {
        "JsonValue".into()
    }

    fn schema_id() -> Cow<'static, str> {
        "orm_core::JsonValue".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let itself = generator.subschema_for::<Self>().to_value();
        Schema::try_from(orm_wire::json_schema::any_json(&itself)).unwrap_or_default()
    }
}

impl<T: JsonSchema> JsonSchema for crate::types::Json<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// `JsonSchema` of a row or a model.
#[doc(hidden)]
#[macro_export]
macro_rules! __describe_json_schema {
    ($ty:ident) => {
        #[automatically_derived]
        impl $crate::__private::schemars::JsonSchema for $ty {
            fn schema_name() -> ::std::borrow::Cow<'static, ::core::primitive::str> {
                ::std::borrow::Cow::Borrowed(<Self as $crate::__private::Described>::ABOUT.name)
            }
            fn schema_id() -> ::std::borrow::Cow<'static, ::core::primitive::str> {
                ::std::borrow::Cow::Borrowed(::core::concat!(
                    ::core::module_path!(),
                    "::",
                    ::core::stringify!($ty)
                ))
            }
            fn json_schema(
                generator: &mut $crate::__private::schemars::SchemaGenerator,
            ) -> $crate::__private::schemars::Schema {
                $crate::__private::json_schema(<Self as $crate::__private::Described>::ABOUT, generator)
            }
        }
    };
}
