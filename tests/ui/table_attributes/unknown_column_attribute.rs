//~ ERROR unknown attribute `primarykey` in `column`
//~ SPAN primarykey
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    #[column(primarykey)]
    pub id: i32,
}
