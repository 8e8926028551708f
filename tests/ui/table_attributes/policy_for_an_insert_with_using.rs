//~ ERROR policy `own` for `insert` takes no `using`
//~ SPAN policy
use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "notes", rls, policy("own", for = "insert", using = "id > 1"))]
pub struct Note {
    #[column(primary_key)]
    pub id: i32,
    pub day: i32,
}
