//! Shapes of documents and rules on text that the tables of `schema` have not. Read by the compiler and by the exporter.

use std::collections::BTreeMap;

use orm_core::prelude::*;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use utoipa::ToSchema;
use validator::Validate;

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, ToSchema, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum Shape {
    Circle { radius: f64 },
    Rectangle { width: f64, height: f64 },
    Nothing,
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, ToSchema, TS)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Step {
    Wait,
    Move(i16, i16),
    Say(String),
    Turn { degrees: u16 },
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, ToSchema, TS)]
#[serde(tag = "type", content = "value")]
pub(crate) enum Setting {
    Volume(u8),
    Name(String),
    Off,
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, ToSchema, TS)]
#[serde(untagged)]
pub(crate) enum Amount {
    Whole(u32),
    Named(String),
}

#[derive(Debug, Clone, Serialize, Deserialize, Validate, JsonSchema, ToSchema, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Leaf {
    #[validate(length(min = 1, max = 3))]
    pub short_name: String,
    pub children: Vec<Leaf>,
}

#[derive(Debug, Clone, Serialize, Deserialize, Validate, JsonSchema, ToSchema, TS)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Options {
    #[validate(range(min = 1, max = 9))]
    pub size: u32,
    #[validate(nested)]
    pub inner: Inner,
    #[serde(flatten)]
    pub flat: Flat,
    #[serde(skip)]
    pub secret: String,
}

impl Default for Options {
    fn default() -> Self {
        Self { size: 1, inner: Inner::default(), flat: Flat::default(), secret: String::new() }
    }
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate, JsonSchema, ToSchema, TS)]
#[serde(default)]
pub(crate) struct Inner {
    #[validate(length(max = 2))]
    pub items: Vec<bool>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema, ToSchema, TS)]
#[serde(default)]
pub(crate) struct Flat {
    pub depth: i8,
}

type Tags = BTreeMap<String, Vec<String>>;

/// Documents of every shape.
#[expect(dead_code, reason = "only its models are used")]
#[derive(Debug, Clone, Table)]
#[table(name = "shapes", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Shapes {
    #[column(primary_key)]
    pub id: i64,
    #[column(default = json!(null))]
    pub shape: Option<Json<Shape>>,
    #[column(default = json!([]))]
    pub steps: Json<Vec<Step>>,
    #[column(default = json!(null))]
    pub setting: Option<Json<Setting>>,
    #[column(default = json!(null))]
    pub amount: Option<Json<Amount>>,
    #[column(default = json!({}))]
    #[validate(nested)]
    pub leaf: Option<Json<Leaf>>,
    #[column(default = json!({}))]
    pub unchecked_leaf: Json<Leaf>,
    #[column(default = json!({}))]
    #[validate(nested)]
    pub options: Json<Options>,
    #[column(type = "json", default = json!({}))]
    pub tags: Json<Tags>,
    #[column(default = json!([]))]
    pub pair: Json<(i32, Option<String>)>,
    #[column(default = json!([]))]
    pub triple: Json<[u8; 3]>,
}

/// Rules on text and numbers.
#[expect(dead_code, reason = "only its models are used")]
#[derive(Debug, Clone, Table)]
#[table(name = "ruled")]
pub(crate) struct Ruled {
    #[column(varchar = 4, default = "a")]
    pub name: String,
    #[validate(length(min = 2))]
    pub long: Option<String>,
    #[column(varchar = 40)]
    #[validate(email, contains(pattern = "@example."))]
    pub email: Option<String>,
    #[validate(url)]
    pub site: Option<String>,
    #[validate(ip)]
    pub ip: Option<String>,
    #[validate(ip(v6))]
    pub ipv6: Option<String>,
    #[validate(does_not_contain(pattern = "a.b"))]
    pub lacking: Option<String>,
    #[validate(non_control_character)]
    pub printable: Option<String>,
    #[validate(length(min = 2, max = 3))]
    pub bytes: Option<Vec<u8>>,
    #[validate(range(exclusive_min = 0, max = 10))]
    pub above: Option<i64>,
    #[validate(range(min = 0))]
    pub count: Option<u64>,
    #[column(numeric(5, 2))]
    #[validate(range(min = 0))]
    pub price: Option<Decimal>,
    #[validate(range(exclusive_min = -1.5, exclusive_max = 1.5))]
    pub ratio: Option<f32>,
}

/// A new row by another form of a request.
#[derive(Debug, Insert)]
#[model(Ruled, deny_unknown_fields)]
pub(crate) struct Short {
    #[validate(length(min = 2))]
    pub name: String,
    #[serde(rename = "E-Mail")]
    pub email: Option<String>,
    #[model(skip)]
    #[validate(range(max = 3))]
    pub times: Option<u8>,
}

/// A change by another form of a request.
#[derive(Debug, Patch)]
#[model(Ruled)]
#[expect(clippy::option_option, reason = "absent, NULL and a value are three things")]
pub(crate) struct Rename {
    pub name: String,
    pub long: Option<Option<String>>,
}
