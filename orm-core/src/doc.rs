//! Two tables for the examples of the documentation, as a user would declare them.

pub use crate::prelude::*;
#[cfg(feature = "models")]
pub use crate::{new, row};

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "users", has_many(posts: Post))]
pub struct User {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(unique)]
    pub name: String,
    pub age: Option<i32>,
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "posts", many_to_many(tags: Tag, through = PostTag))]
pub struct Post {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(references = User::id)]
    pub author_id: i32,
    pub title: String,
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "tags")]
pub struct Tag {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(varchar = 50)]
    #[validate(length(min = 1))]
    pub slug: String,
    pub title: String,
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "post_tags", primary_key(post_id, tag_id))]
pub struct PostTag {
    #[column(references = Post::id)]
    pub post_id: i32,
    #[column(references = Tag::id)]
    pub tag_id: i32,
}
