//~ PASS
// The tables that the cases share: `include!("../schema.rs")`.
use orm_core::prelude::*;
use serde::Deserialize;

/// What a user may do.
#[derive(ColumnType, Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Role {
    /// Everything.
    Admin,
    /// Their own.
    Member,
}

/// A person.
#[derive(Table, Debug, Clone)]
#[table(name = "users")]
pub struct User {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(unique)]
    pub name: String,
    pub nickname: Option<String>,
    pub age: Option<i32>,
    #[column(default = Role::Member)]
    pub role: Role,
    pub manager_id: Option<i32>,
}

/// What a person wrote.
#[derive(Table, Debug, Clone)]
#[table(name = "posts")]
pub struct Post {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(references = User::id)]
    pub author_id: i32,
    pub title: String,
    #[column(default = 0)]
    pub views: i64,
}

/// What others answered.
#[derive(Table, Debug, Clone)]
#[table(name = "comments")]
pub struct Comment {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(references = Post::id)]
    pub post_id: i32,
    pub text: String,
}
