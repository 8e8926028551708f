//~ ERROR `auto_increment` and `default` exclude each other: the database counts the value by itself
//~ SPAN default
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    #[column(primary_key, auto_increment, default = 1)]
    pub id: i32,
}
