//~ ERROR unknown attribute `nmae` in `table`
//~ SPAN nmae
use orm_core::prelude::*;

#[derive(Table)]
#[table(nmae = "users")]
pub struct User {
    pub id: i32,
}
