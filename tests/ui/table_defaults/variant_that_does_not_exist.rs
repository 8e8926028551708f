//~ ERROR no variant or associated item named `Member` found for enum `Role` in the current scope
//~ SPAN Member
use orm_core::prelude::*;

#[derive(ColumnType, Debug, Clone, serde::Deserialize)]
pub enum Role {
    Admin,
}

#[derive(Table)]
pub struct User {
    pub id: i32,
    #[column(default = Role::Member)]
    pub role: Role,
}
