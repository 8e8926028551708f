//~ ERROR a policy needs one name
//~ SPAN policy
use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "notes", rls, policy(using = "id > 1"))]
pub struct Note {
    #[column(primary_key)]
    pub id: i32,
    pub day: i32,
}
