//~ ERROR `User::query` would be both a column and a function of the table
//~ SPAN query
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    pub id: i32,
    pub query: String,
}
