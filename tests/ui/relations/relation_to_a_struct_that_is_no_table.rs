//~ ERROR `Post` is not a table
//~ SPAN Post
//~ ERROR `Post` is not a table
//~ SPAN Post

use orm_core::prelude::*;

pub struct Post;

#[derive(Table)]
#[table(name = "users", has_many(posts: Post))]
pub struct User {
    #[column(primary_key)]
    pub id: i32,
}
