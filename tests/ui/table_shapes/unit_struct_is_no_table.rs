//~ ERROR a table needs named fields
//~ SPAN User
use orm_core::prelude::*;

#[derive(Table)]
pub struct User;
