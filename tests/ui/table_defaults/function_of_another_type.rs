//~ ERROR mismatched types
//~ SPAN count
use orm_core::prelude::*;

fn count() -> i64 {
    1
}

#[derive(Table)]
pub struct User {
    pub id: i32,
    #[column(default_fn = count)]
    pub name: String,
}
