//~ ERROR `unique` is given twice
//~ SPAN unique
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    #[column(unique, unique)]
    pub id: i32,
}
