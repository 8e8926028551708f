//~ ERROR `&'static str` is no type that a column can have
//~ SPAN &'static str
//~ MORE
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    pub id: i32,
    pub name: &'static str,
}
