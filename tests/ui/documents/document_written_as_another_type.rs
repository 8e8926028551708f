//~ ERROR serde writes this struct as another type, whose members it has
//~ SPAN Size
use orm_core::prelude::*;

#[derive(Document, Clone, serde::Serialize)]
#[serde(into = "String")]
pub struct Size {
    pub width: u32,
}

impl From<Size> for String {
    fn from(size: Size) -> Self {
        size.width.to_string()
    }
}
