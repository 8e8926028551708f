//~ ERROR cannot find type `Strin` in this scope
//~ SPAN Strin
//~ MORE
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    pub id: i32,
    pub name: Strin,
}
