//~ ERROR a newtype that is stored in a column has one field
//~ SPAN Money
use orm_core::prelude::*;

#[derive(ColumnType)]
pub struct Money(pub i64, pub i64);
