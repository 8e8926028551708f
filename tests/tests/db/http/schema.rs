//! The tables of a small service.

use orm_core::prelude::*;
use serde::Serialize;

#[derive(Debug, Clone, Serialize, Table)]
#[serde(rename_all = "camelCase")]
#[table(name = "users")]
pub struct User {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(unique, varchar = 20)]
    pub nick_name: String,
}

#[derive(Debug, Clone, Serialize, Table)]
#[serde(rename_all = "camelCase")]
#[table(name = "projects", check(name = "no_spam", "title <> 'spam'"))]
pub struct Project {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(references = User::id)]
    pub owner_id: i32,
    #[column(varchar = 20)]
    #[validate(length(min = 1))]
    pub title: String,
    #[column(check(range(min = 0, max = 5)), default = 0)]
    pub star_count: i32,
}
