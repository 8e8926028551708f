//~ ERROR `camelcase` is no way to write names
//~ SPAN "camelcase"
use orm_core::prelude::*;

#[derive(Table)]
#[table(rename_all = "camelcase")]
pub struct User {
    pub id: i32,
}
