//~ ERROR `current_user` would become the role that runs the migration
//~ SPAN "current_user"
use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "notes", rls, policy("own", to = "current_user", using = "id > 1"))]
pub struct Note {
    #[column(primary_key)]
    pub id: i32,
    pub day: i32,
}
