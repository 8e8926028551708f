//~ ERROR evaluation panicked: field `name` is stored as `integer`, but its type reads like `text`; name the storage with #[column(type = "..")]
//~ SPAN shadow
use orm_core::prelude::*;

type Integer = i64;
mod shadow {
    pub type String = i32;
}

#[derive(Table)]
pub struct User {
    pub id: Integer,
    pub name: shadow::String,
}
