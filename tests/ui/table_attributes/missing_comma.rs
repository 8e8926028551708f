//~ ERROR expected a comma, found `auto_increment`
//~ SPAN auto_increment
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    #[column(primary_key auto_increment)]
    pub id: i32,
}
