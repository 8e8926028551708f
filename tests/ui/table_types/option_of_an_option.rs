//~ ERROR a column cannot be an `Option` of an `Option`
//~ SPAN Option<Option<i32>>
//~ MORE
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    pub id: i32,
    pub age: Option<Option<i32>>,
}
