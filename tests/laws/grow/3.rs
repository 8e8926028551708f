use chrono::{DateTime, NaiveDate, Utc};
use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "users", index(name), index(born_on), unique(email), check(name = "visits_counted", "visits >= 0"))]
pub struct User {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(varchar = 100)]
    pub name: String,
    #[column(varchar = 200)]
    pub email: Option<String>,
    #[column(default = 0)]
    pub visits: i64,
    #[column(default = now())]
    pub joined_at: DateTime<Utc>,
    pub born_on: Option<NaiveDate>,
    #[column(references = User::id, on_delete = "set null")]
    pub invited_by: Option<i32>,
}

#[derive(Table)]
#[table(name = "projects", index(owner_id, created_at.desc()))]
pub struct Project {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(references = User::id, on_delete = "cascade")]
    pub owner_id: i32,
    #[column(varchar = 100)]
    pub name: String,
    pub created_at: DateTime<Utc>,
    #[column(default = true)]
    pub is_open: bool,
}
