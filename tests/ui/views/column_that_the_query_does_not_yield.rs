//~ ERROR the query of `ActiveUser` yields no column `nmae`
//~ SPAN nmae
use orm_core::prelude::*;

#[derive(View)]
#[view(query = "select id, name from users")]
pub struct ActiveUser {
    pub id: i32,
    pub nmae: String,
}
