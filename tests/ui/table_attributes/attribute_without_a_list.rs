//~ ERROR `#[column]` needs a list: `#[column(..)]`
//~ SPAN column
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    #[column]
    pub id: i32,
}
