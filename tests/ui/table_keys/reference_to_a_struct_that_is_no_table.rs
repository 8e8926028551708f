//~ ERROR `User` is not a table
//~ SPAN User
//~ MORE
use orm_core::prelude::*;

pub struct User {
    pub id: i32,
}

#[derive(Table)]
pub struct Post {
    #[column(references = User::id)]
    pub author_id: i32,
}
