//! Tables whose rows belong together by a column of each type that can be one, and by pairs.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use orm_core::prelude::*;
use serde::Deserialize;

#[derive(Debug, Clone, Copy, PartialEq, ColumnType, Deserialize)]
#[column_type(name = "grade", rename_all = "snake_case")]
pub enum Grade {
    Good,
    VeryGood,
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(
    name = "crates",
    has_many(by_big: Parcel, via = Parcel::big, to = Crate::big),
    has_many(by_flag: Parcel, via = Parcel::flag, to = Crate::flag),
    has_many(by_double: Parcel, via = Parcel::double, to = Crate::double),
    has_many(by_price: Parcel, via = Parcel::price, to = Crate::price),
    has_many(by_bytes: Parcel, via = Parcel::bytes, to = Crate::bytes),
    has_many(by_uuid: Parcel, via = Parcel::uuid, to = Crate::uuid),
    has_many(by_day: Parcel, via = Parcel::day, to = Crate::day),
    has_many(by_time: Parcel, via = Parcel::time, to = Crate::time),
    has_many(by_at: Parcel, via = Parcel::at, to = Crate::at),
    has_many(by_point: Parcel, via = Parcel::point, to = Crate::point),
    has_many(by_grade: Parcel, via = Parcel::grade, to = Crate::grade),
    has_many(by_numbers: Parcel, via(Parcel::shelf, Parcel::big), to(Crate::shelf, Crate::big)),
    has_many(by_shelf_and_price: Parcel, via(Parcel::shelf, Parcel::price), to(Crate::shelf, Crate::price)),
    has_many(by_mixed: Parcel, via(Parcel::uuid, Parcel::shelf), to(Crate::uuid, Crate::shelf))
)]
pub struct Crate {
    #[column(primary_key)]
    pub id: i32,
    pub shelf: i32,
    pub big: i64,
    pub flag: bool,
    pub double: f64,
    #[column(numeric(30, 10))]
    pub price: rust_decimal::Decimal,
    pub bytes: Vec<u8>,
    pub uuid: uuid::Uuid,
    pub day: NaiveDate,
    pub time: NaiveTime,
    pub at: NaiveDateTime,
    pub point: DateTime<Utc>,
    pub grade: Grade,
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "parcels")]
pub struct Parcel {
    #[column(primary_key)]
    pub id: i32,
    pub shelf: Option<i32>,
    pub big: Option<i64>,
    pub flag: Option<bool>,
    pub double: Option<f64>,
    #[column(numeric(30, 10))]
    pub price: Option<rust_decimal::Decimal>,
    pub bytes: Option<Vec<u8>>,
    pub uuid: Option<uuid::Uuid>,
    pub day: Option<NaiveDate>,
    pub time: Option<NaiveTime>,
    pub at: Option<NaiveDateTime>,
    pub point: Option<DateTime<Utc>>,
    pub grade: Option<Grade>,
    pub document: Option<Json<Vec<Option<i64>>>>,
}
