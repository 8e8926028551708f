//! A column of each kind, and a table of the parts that a column can play. Read by the compiler and by the exporter.

use std::net::IpAddr;

use bigdecimal::BigDecimal;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use orm_core::prelude::*;
use orm_core::types::Interval;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ColumnType, JsonSchema, ToSchema, TS)]
#[serde(rename_all = "snake_case")]
#[column_type(rename_all = "snake_case")]
pub(crate) enum Color {
    Red,
    DarkBlue,
}

#[derive(Debug, Clone, Serialize, Deserialize, Validate, JsonSchema, ToSchema, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Settings {
    #[validate(length(max = 5))]
    pub theme_name: String,
    #[serde(default)]
    pub font_size: Option<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ColumnType, JsonSchema, ToSchema, TS)]
pub(crate) struct Level(pub i32);

/// Every kind of column.
#[expect(dead_code, reason = "only its models are used")]
#[derive(Debug, Clone, Table)]
#[table(name = "kinds", rename_all = "camelCase")]
pub(crate) struct Kind {
    pub text: String,
    #[column(varchar = 5)]
    #[validate(length(min = 2))]
    pub short_text: String,
    #[validate(email)]
    pub email: String,
    pub flag: bool,
    pub tiny: i8,
    pub small: i16,
    #[column(check(range(min = 0, max = 100)))]
    pub number: i32,
    pub big: i64,
    pub unsigned_tiny: u8,
    pub unsigned: u32,
    pub unsigned_big: u64,
    pub real: f32,
    #[validate(range(min = 0.0, max = 1.5))]
    pub double: f64,
    #[column(numeric(6, 2))]
    pub price: Decimal,
    pub bytes: Vec<u8>,
    pub day: NaiveDate,
    pub time: NaiveTime,
    pub moment: NaiveDateTime,
    pub instant: DateTime<Utc>,
    pub uuid: Uuid,
    #[validate(nested)]
    pub document: Json<Settings>,
    pub any: serde_json::Value,
    pub color: Color,
    pub level: Level,
    pub address: IpAddr,
    #[column(char = 3)]
    pub code: String,
    #[column(type = "tinytext")]
    pub tiny_text: String,
    #[column(type = "varbinary(3)")]
    pub few_bytes: Vec<u8>,
    #[column(type = "year")]
    pub year: i16,
    #[column(varchar = 3)]
    pub tags: Vec<String>,
    #[column(numeric(6, 2))]
    pub prices: Vec<Option<Decimal>>,
    #[column(type = "vector(3)")]
    pub embedding: pgvector::Vector,
    #[column(numeric(6, 2))]
    pub exact: BigDecimal,
    pub span: Interval,
    #[column(server)]
    pub owner: i32,
}

/// Every part that a column can play.
#[expect(dead_code, reason = "only its models are used")]
#[derive(Clone, Table, Serialize)]
#[table(name = "parts", rename_all = "camelCase")]
pub(crate) struct Part {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    pub required: i32,
    #[column(default = 1)]
    pub defaulted: i32,
    #[column(default_fn = two)]
    pub computed: i32,
    pub nullable: Option<i32>,
    #[column(default = 3)]
    pub nullable_defaulted: Option<i32>,
    #[column(generated = "required * 2", stored)]
    pub generated: i32,
    #[column(server)]
    pub owner_id: i32,
    #[column(secret)]
    #[serde(skip_serializing)]
    pub password: String,
    #[column(default = now(), on_update = now())]
    pub updated_at: DateTime<Utc>,
}

fn two() -> i32 {
    2
}
