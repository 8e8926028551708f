//~ ERROR no number lies between 5 and 1
//~ SPAN range
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    #[column(check(range(min = 5, max = 1)))]
    pub age: i32,
}
