//~ ERROR a transparent struct has no members in JSON
//~ SPAN Wrapped
use orm_core::prelude::*;

#[derive(Document, serde::Serialize)]
#[serde(transparent)]
pub struct Wrapped {
    pub inner: String,
}
