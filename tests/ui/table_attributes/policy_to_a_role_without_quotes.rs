//~ ERROR a role is named in quotes
//~ SPAN app
use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "notes", rls, policy("own", to = app, using = "id > 1"))]
pub struct Note {
    #[column(primary_key)]
    pub id: i32,
    pub day: i32,
}
