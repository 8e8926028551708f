//~ ERROR `policy` means nothing without `rls`
//~ SPAN policy
use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "notes", policy("own", using = "id > 1"))]
pub struct Note {
    #[column(primary_key)]
    pub id: i32,
    pub day: i32,
}
