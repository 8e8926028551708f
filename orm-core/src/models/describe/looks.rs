//! What a type looks like to others, found out where the type is named.

use std::any::type_name;
use std::marker::PhantomData;

use orm_wire::{Direction, Type, Value};

use super::plain::Plain;

/// What a type looks like to others. Of a type that does not say, nothing is known: that is no error, because another crate
/// of the same program may have turned the feature on.
#[derive(Clone, Copy)]
pub struct Looks {
    pub(super) docs: &'static str,
    name: fn() -> &'static str,
    plain: Option<fn(Direction) -> Value>,
    #[cfg_attr(not(feature = "schemars"), expect(dead_code, reason = "asked by schemars alone"))]
    pub(super) json_schema: JsonSchemaOf,
    #[cfg_attr(not(feature = "utoipa"), expect(dead_code, reason = "asked by utoipa alone"))]
    pub(super) open_api: OpenApiOf,
    #[cfg_attr(not(feature = "ts-rs"), expect(dead_code, reason = "asked by ts-rs alone"))]
    pub(super) typescript: TypescriptOf,
}

#[cfg(feature = "schemars")]
pub(super) type JsonSchemaOf = Option<fn(&mut schemars::SchemaGenerator) -> schemars::Schema>;
#[cfg(not(feature = "schemars"))]
pub(super) type JsonSchemaOf = Option<std::convert::Infallible>;
#[cfg(feature = "utoipa")]
pub(super) type OpenApiOf = Option<super::open_api::Part>;
#[cfg(not(feature = "utoipa"))]
pub(super) type OpenApiOf = Option<std::convert::Infallible>;
#[cfg(feature = "ts-rs")]
pub(super) type TypescriptOf = Option<fn(&ts_rs::Config) -> String>;
#[cfg(not(feature = "ts-rs"))]
pub(super) type TypescriptOf = Option<std::convert::Infallible>;

impl std::fmt::Debug for Looks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Looks").field(&(self.name)()).finish()
    }
}

impl Looks {
    /// Of a value that code of the user's reads or writes.
    pub const NONE: Self = Self {
        docs: "",
        name: || "this value",
        plain: None,
        json_schema: None,
        open_api: None,
        typescript: None,
    };

    /// Of the type behind these constants of `Probe`.
    pub const fn new(
        docs: &'static str,
        name: fn() -> &'static str,
        plain: Option<fn(Direction) -> Value>,
        (json_schema, open_api, typescript): (JsonSchemaOf, OpenApiOf, TypescriptOf),
    ) -> Self {
        Self { docs, name, plain, json_schema, open_api, typescript }
    }

    /// The value, as the type itself has it or as `foreign` tells.
    pub(super) fn value(
        &self,
        direction: Direction,
        foreign: &mut dyn FnMut(&Self) -> Option<Type>,
    ) -> Value {
        let plain = self.plain.map(|plain| plain(direction));
        match plain {
            // A list of labels may have a name too.
            Some(plain) if !matches!(plain.ty, Type::Labels(_) | Type::Unknown) => plain,
            plain => foreign(self)
                .map(Value::new)
                .or(plain)
                .unwrap_or_else(|| Value::unknown(&short((self.name)()))),
        }
    }

    /// Does it hold documents of any form?
    pub(super) fn has_json(&self) -> bool {
        self.plain.is_some_and(|plain| orm_wire::has_json(&plain(Direction::Request)))
    }
}

/// A name without the paths in it.
fn short(name: &str) -> String {
    let last = |part: &str| part.rsplit("::").next().unwrap_or_default().to_owned();
    name.split_inclusive(['<', ',', '>', ' ', '(', ')']).map(last).collect()
}

/// Asks a type what it implements: constants of its own where it does, those of `Unknown` where it does not.
pub struct Probe<T>(PhantomData<T>);

/// What is known of a type that implements nothing.
pub trait Unknown {
    /// The name of the type.
    const NAME: fn() -> &'static str;
    /// See `Plain`.
    const PLAIN: Option<fn(Direction) -> Value> = None;
    /// See `schemars::JsonSchema`.
    const JSON_SCHEMA: JsonSchemaOf = None;
    /// See `utoipa::ToSchema`.
    const OPEN_API: OpenApiOf = None;
    /// See `ts_rs::TS`.
    const TYPESCRIPT: TypescriptOf = None;

    /// Shows the visitor nothing.
    #[cfg(feature = "ts-rs")]
    fn visit(_visitor: &mut impl ts_rs::TypeVisitor) {}
}

impl<T> Unknown for Probe<T> {
    const NAME: fn() -> &'static str = type_name::<T>;
}

impl<T: Plain> Probe<T> {
    /// The form of a type of ours.
    pub const PLAIN: Option<fn(Direction) -> Value> = Some(T::value);
}
