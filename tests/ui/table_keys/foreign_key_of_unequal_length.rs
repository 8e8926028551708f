//~ ERROR a foreign key of 2 columns cannot refer to 1
//~ SPAN references
use orm_core::prelude::*;

#[derive(Table)]
#[table(foreign_key(columns(id, other), references(User(id))))]
pub struct User {
    #[column(primary_key)]
    pub id: i32,
    pub other: i32,
}
