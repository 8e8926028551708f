//! A table with a column of each type that all three databases store.

use std::net::IpAddr;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use orm_core::prelude::*;
use serde::Deserialize;

#[derive(Debug, Clone, Copy, PartialEq, ColumnType, Deserialize)]
#[column_type(name = "mood of \"days\"", rename_all = "snake_case")]
pub enum Mood {
    VeryGood,
    Bad,
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "everything")]
pub struct Everything {
    #[column(primary_key)]
    pub id: i32,
    pub truth: bool,
    pub tiny: i8,
    pub small: i16,
    pub big: i64,
    pub unsigned: u32,
    pub huge: u64,
    pub single: f32,
    pub double: f64,
    pub text: String,
    #[column(varchar = 40)]
    pub short: String,
    pub bytes: Vec<u8>,
    pub day: NaiveDate,
    pub time: NaiveTime,
    pub at: NaiveDateTime,
    pub point: DateTime<Utc>,
    pub uuid: uuid::Uuid,
    #[column(numeric(20, 4))]
    pub price: rust_decimal::Decimal,
    pub document: Json<Vec<Option<i32>>>,
    pub mood: Mood,
    pub address: IpAddr,
    pub maybe_mood: Option<Mood>,
    pub maybe_big: Option<i64>,
    pub maybe_text: Option<String>,
    pub maybe_document: Option<Json<Vec<i32>>>,
    pub never: Option<DateTime<Utc>>,
    pub never_a_mood: Option<Mood>,
}
