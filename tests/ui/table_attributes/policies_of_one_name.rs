//~ ERROR there are two policies `own`
//~ SPAN policy
use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "notes", rls, policy("own", using = "id > 1"), policy("own", using = "id > 2"))]
pub struct Note {
    #[column(primary_key)]
    pub id: i32,
    pub day: i32,
}
