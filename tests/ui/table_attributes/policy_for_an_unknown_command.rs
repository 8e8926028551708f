//~ ERROR `selct` is no command that a policy is for
//~ SPAN "selct"
use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "notes", rls, policy("own", for = "selct", using = "id > 1"))]
pub struct Note {
    #[column(primary_key)]
    pub id: i32,
    pub day: i32,
}
