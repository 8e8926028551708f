//~ ERROR this query has no `User` in its FROM/JOIN list
//~ SPAN User::id.gt(1)

use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "users", has_many(posts: Post, filter = User::id.gt(1)))]
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
