//~ ERROR evaluation panicked: field `next` of `User` is computed by the database
//~ SPAN new!(User { id: 1, next: 2 })
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    #[column(primary_key)]
    pub id: i32,
    #[column(generated = "id + 1", stored)]
    pub next: i32,
}

pub fn example() {
    let _ = new!(User { id: 1, next: 2 });
}
