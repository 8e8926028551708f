//~ ERROR duplicate definitions with name `age`
//~ SPAN Table
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    pub id: i32,
    pub age: i32,
}

impl User {
    pub fn age() -> i32 {
        7
    }
}
