use chrono::{DateTime, Utc};
use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "notes")]
pub struct Note {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(varchar = 50)]
    pub title: String,
    #[column(default_sql = "(1 + 1)")]
    pub version: i32,
    #[column(default = now())]
    pub written_at: DateTime<Utc>,
    #[column(default = true)]
    pub is_pinned: bool,
    #[column(default = json!({"a": [1, 2]}))]
    pub extra: Json<serde_json::Value>,
}
