//~ ERROR a table cannot have generic parameters
//~ SPAN 'a
//~ ERROR `&'a str` is no type that a column can have
//~ SPAN &'a str
use orm_core::prelude::*;

#[derive(Table)]
pub struct User<'a> {
    pub name: &'a str,
}
