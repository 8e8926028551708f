//~ ERROR `User` is not a table
//~ SPAN new!(User { id: 1 })
//~ MORE
use orm_core::prelude::*;

pub struct User {
    pub id: i32,
}

pub fn example() {
    let _ = new!(User { id: 1 });
}
