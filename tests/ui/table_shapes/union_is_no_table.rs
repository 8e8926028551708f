//~ ERROR `Table` can be derived for structs only
//~ SPAN User
use orm_core::prelude::*;

#[derive(Table)]
pub union User {
    pub id: i32,
}
