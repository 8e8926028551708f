use chrono::{DateTime, Utc};
use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "notes")]
pub struct Note {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(varchar = 50, default = "untitled")]
    pub title: String,
    #[column(default = 1)]
    pub version: i32,
    pub written_at: DateTime<Utc>,
}
