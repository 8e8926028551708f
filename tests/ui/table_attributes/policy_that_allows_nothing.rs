//~ ERROR policy `own` does not say which rows it allows
//~ SPAN policy
use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "notes", rls, policy("own", for = "select"))]
pub struct Note {
    #[column(primary_key)]
    pub id: i32,
    pub day: i32,
}
