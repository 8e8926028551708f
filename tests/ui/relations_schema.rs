//~ PASS
// The tables that the cases about relations share: `include!("../relations_schema.rs")`.
use orm_core::prelude::*;

/// A person.
#[derive(Table, Debug, Clone)]
#[table(name = "users", has_many(posts: Post), has_one(profile: Profile))]
pub struct User {
    #[column(primary_key)]
    pub id: i32,
    pub name: String,
}

/// What a person says about themselves.
#[derive(Table, Debug, Clone)]
#[table(name = "profiles")]
pub struct Profile {
    #[column(primary_key, references = User::id)]
    pub user_id: i32,
    pub motto: String,
}

/// What a person wrote.
#[derive(Table, Debug, Clone)]
#[table(name = "posts", has_many(comments: Comment))]
pub struct Post {
    #[column(primary_key)]
    pub id: i32,
    #[column(references = User::id)]
    pub author_id: i32,
    pub title: String,
}

/// What others answered.
#[derive(Table, Debug, Clone)]
#[table(name = "comments")]
pub struct Comment {
    #[column(primary_key)]
    pub id: i32,
    #[column(references = Post::id)]
    pub post_id: i32,
    pub text: String,
}
