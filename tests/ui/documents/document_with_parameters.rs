//~ ERROR a `Document` cannot have generic parameters
//~ SPAN T
use orm_core::prelude::*;

#[derive(Document)]
pub struct Page<T> {
    pub rows: Vec<T>,
}
