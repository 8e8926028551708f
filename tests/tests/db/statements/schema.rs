//! The tables of the statement tests: people in a tree, what they wrote, and papers that are versioned and softly deleted.

use chrono::{DateTime, Utc};
use orm_core::prelude::*;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "people")]
pub struct Person {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(varchar = 50, unique)]
    pub name: String,
    pub age: Option<i32>,
    pub parent_id: Option<i32>,
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "letters")]
pub struct Letter {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    pub person_id: i32,
    #[column(varchar = 50)]
    pub title: String,
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "papers", version = revision, soft_delete = deleted_at)]
pub struct Paper {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(varchar = 50)]
    pub title: String,
    #[column(default = 1)]
    pub revision: i32,
    pub deleted_at: Option<DateTime<Utc>>,
}
