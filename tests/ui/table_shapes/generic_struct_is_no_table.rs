//~ ERROR a table cannot have generic parameters
//~ SPAN T
use orm_core::prelude::*;

#[derive(Table)]
pub struct User<T> {
    pub id: T,
}
