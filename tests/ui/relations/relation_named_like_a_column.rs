//~ ERROR `User::name` would be both a relation and a column
//~ SPAN name

use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "users", has_many(name: Post))]
pub struct User {
    #[column(primary_key)]
    pub id: i32,
    pub name: String,
}

#[derive(Table)]
#[table(name = "posts")]
pub struct Post {
    #[column(primary_key)]
    pub id: i32,
    #[column(references = User::id)]
    pub author_id: i32,
}
