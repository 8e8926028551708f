//~ ERROR `Role` doesn't implement `Debug`
//~ SPAN Table
//~ MORE
use orm_core::prelude::*;

#[derive(ColumnType)]
pub enum Role {
    Admin,
}

#[derive(Table)]
pub struct User {
    pub id: i32,
    pub role: Role,
}
