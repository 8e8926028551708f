//~ ERROR the primary key is declared both here and on the table
//~ SPAN primary_key
use orm_core::prelude::*;

#[derive(Table)]
#[table(primary_key(id))]
pub struct User {
    #[column(primary_key)]
    pub id: i32,
}
