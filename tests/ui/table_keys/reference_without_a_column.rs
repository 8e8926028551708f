//~ ERROR `references = User` does not name a column
//~ SPAN User
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    #[column(primary_key)]
    pub id: i32,
}

#[derive(Table)]
pub struct Post {
    #[column(references = User)]
    pub author_id: i32,
}
