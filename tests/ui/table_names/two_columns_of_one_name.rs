//~ ERROR `User` has two columns `name`
//~ SPAN nickname
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    pub id: i32,
    pub name: String,
    #[column(name = "name")]
    pub nickname: String,
}
