//! A table whose times are written by the database, unless somebody gives them.

use chrono::{DateTime, NaiveDateTime, NaiveDate, NaiveTime, Utc};
use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "moments")]
pub struct Moment {
    #[column(primary_key)]
    pub id: i32,
    #[column(default = now())]
    pub plain: NaiveDateTime,
    #[column(default = now())]
    pub zoned: DateTime<Utc>,
    #[column(default = now())]
    pub day: NaiveDate,
    #[column(default = now())]
    pub time: NaiveTime,
}
