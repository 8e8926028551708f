//~ ERROR the default is text, but this column is stored as integer
//~ SPAN "1"
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    #[column(default = "1")]
    pub age: i32,
}
