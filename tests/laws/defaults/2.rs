use chrono::{DateTime, Utc};
use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "notes")]
pub struct Note {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(varchar = 50, default = "it's \"new\"")]
    pub title: String,
    pub version: i32,
    #[column(default = now())]
    pub written_at: DateTime<Utc>,
    #[column(default = false)]
    pub is_pinned: bool,
}
