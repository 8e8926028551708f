//~ ERROR `User::query` would be both a relation and a function of the table
//~ SPAN query

use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "users", has_many(query: Post))]
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
