//~ ERROR evaluation panicked: `posts` has no column `autor_id`
//~ SPAN Post

use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "users", has_many(posts: Post, via = Post::autor_id))]
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
}
