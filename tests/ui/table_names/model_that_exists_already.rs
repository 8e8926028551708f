//~ ERROR the name `NewUser` is defined multiple times
//~ SPAN Table
//~ MORE
use orm_core::prelude::*;

pub struct NewUser;

#[derive(Table)]
pub struct User {
    pub id: i32,
}
