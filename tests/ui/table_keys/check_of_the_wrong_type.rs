//~ ERROR `range` is for numbers, but this column is stored as text
//~ SPAN check
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    #[column(check(range(min = 1)))]
    pub name: String,
}
