//~ ERROR `String::new()` is no default that a database can be told
//~ SPAN String::new()
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    #[column(default = String::new())]
    pub name: String,
}
