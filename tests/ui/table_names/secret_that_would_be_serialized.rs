//~ ERROR `password` is secret, but would be serialized
//~ SPAN password
use orm_core::prelude::*;

#[derive(Table, serde::Serialize)]
pub struct User {
    pub id: i32,
    #[column(secret)]
    pub password: String,
}
