//~ ERROR a `varchar` holds at least one character
//~ SPAN varchar
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    #[column(varchar = 0)]
    pub name: String,
}
