//~ ERROR `User` has no column `nam`
//~ SPAN nam
use orm_core::prelude::*;

#[derive(Table)]
#[table(index(nam))]
pub struct User {
    pub id: i32,
    pub name: String,
}
