//~ ERROR a column of type `i32` cannot refer to a column of type `i64`
//~ SPAN User
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    #[column(primary_key)]
    pub id: i64,
}

#[derive(Table)]
pub struct Post {
    #[column(references = User::id)]
    pub author_id: i32,
}
