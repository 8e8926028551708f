//~ ERROR `Document` can be derived for structs only
//~ SPAN Shape
use orm_core::prelude::*;

#[derive(Document)]
pub enum Shape {
    Round,
}
