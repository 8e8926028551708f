//~ ERROR `User` has no column `unqiue`
//~ SPAN unqiue
use orm_core::prelude::*;

#[derive(Table)]
#[table(index(name, unqiue))]
pub struct User {
    pub id: i32,
    pub name: String,
}
