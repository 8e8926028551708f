//~ PASS
pub struct Option;
pub struct Result;
pub struct Vec;
pub struct Some;
pub trait Clone {}
pub trait Default {}

#[derive(orm_core::prelude::Table)]
pub struct Row {
    #[column(primary_key)]
    pub id: i32,
    pub note: std::option::Option<String>,
    #[column(default = 1)]
    pub count: i32,
}
