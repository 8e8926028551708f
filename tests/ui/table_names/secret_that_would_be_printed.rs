//~ ERROR conflicting implementations of trait `Debug` for type `User`
//~ SPAN Debug
use orm_core::prelude::*;

#[derive(Table, Debug)]
pub struct User {
    pub id: i32,
    #[column(secret)]
    #[serde(skip_serializing)]
    pub password: String,
}
