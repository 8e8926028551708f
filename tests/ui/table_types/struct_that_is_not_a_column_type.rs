//~ ERROR `Settings` cannot be stored in a column
//~ SPAN Settings
//~ MORE
use orm_core::prelude::*;

#[derive(Debug, Clone, serde::Deserialize)]
pub struct Settings;

#[derive(Table)]
pub struct User {
    pub id: i32,
    pub settings: Settings,
}
