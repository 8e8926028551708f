//~ ERROR mismatched types
//~ SPAN Color::Red
use orm_core::prelude::*;

#[derive(ColumnType, Debug, Clone, serde::Deserialize)]
pub enum Role {
    Admin,
}

#[derive(ColumnType, Debug, Clone, serde::Deserialize)]
pub enum Color {
    Red,
}

#[derive(Table)]
pub struct User {
    pub id: i32,
    #[column(default = Color::Red)]
    pub role: Role,
}
