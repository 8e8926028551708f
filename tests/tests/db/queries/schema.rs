//! The tables of the query tests: authors, of whom some are the boss of others, and their books.

use chrono::{DateTime, NaiveDate, Utc};
use orm_core::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, ColumnType, Serialize, Deserialize)]
#[column_type(name = "author_kind", rename_all = "snake_case")]
pub enum AuthorKind {
    Novelist,
    Poet,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    pub theme: String,
    pub size: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "authors")]
pub struct Author {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(varchar = 100, unique)]
    pub name: String,
    pub age: Option<i32>,
    pub rating: f64,
    #[column(references = Author::id)]
    pub boss_id: Option<i32>,
    #[column(default = true)]
    pub is_active: bool,
    #[column(default = AuthorKind::Novelist)]
    pub kind: AuthorKind,
    pub born: Option<NaiveDate>,
    pub joined_at: DateTime<Utc>,
    pub settings: Json<Settings>,
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "books")]
pub struct Book {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(references = Author::id)]
    pub author_id: Option<i32>,
    pub title: String,
    pub pages: i64,
    pub price: Option<i32>,
    #[column(default = 7)]
    pub stock: i32,
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "counters", primary_key(day, place))]
pub struct Counter {
    #[column(varchar = 20)]
    pub day: String,
    #[column(varchar = 20)]
    pub place: String,
    pub visits: i64,
}
