//~ ERROR `Document` can be derived for structs with named fields only
//~ SPAN Pair
use orm_core::prelude::*;

#[derive(Document)]
pub struct Pair(pub i32, pub i32);
