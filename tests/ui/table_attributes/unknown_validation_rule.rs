//~ ERROR unknown rule `lenght`
//~ SPAN lenght
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    pub id: i32,
    #[validate(lenght(min = 1))]
    pub name: String,
}
