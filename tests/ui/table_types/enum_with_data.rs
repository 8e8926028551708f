//~ ERROR a variant that is stored as its label cannot hold data
//~ SPAN (i32)
use orm_core::prelude::*;

#[derive(ColumnType)]
pub enum Role {
    Admin,
    Member(i32),
}
