//~ ERROR `User` has no column `idd`
//~ SPAN idd
use orm_core::prelude::*;

#[derive(Table)]
#[table(unique(id, idd))]
pub struct User {
    pub id: i32,
}
