//~ ERROR no function or associated item named `query` found for struct `User` in the current scope
//~ SPAN query
use orm_core::prelude::*;

pub struct User {
    pub id: i32,
}

pub fn example() {
    let _ = User::query().sql(Sqlite);
}
