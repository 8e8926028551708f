//~ ERROR evaluation panicked: `posts` refers to `users` in several ways; say which one is meant: via = ..
//~ SPAN Post

use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "users", has_many(posts: Post))]
pub struct User {
    #[column(primary_key)]
    pub id: i32,
}

#[derive(Table)]
#[table(name = "posts")]
pub struct Post {
    #[column(primary_key)]
    pub id: i32,
    #[column(references = User::id)]
    pub author_id: i32,
    #[column(references = User::id)]
    pub editor_id: i32,
}
