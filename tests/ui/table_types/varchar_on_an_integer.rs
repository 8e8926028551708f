//~ ERROR `varchar` is for text, but this field is stored as integer
//~ SPAN varchar
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    #[column(varchar = 5)]
    pub age: i32,
}
