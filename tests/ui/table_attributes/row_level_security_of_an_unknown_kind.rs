//~ ERROR `force` is no kind of row level security
//~ SPAN "force"
use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "notes", rls = "force", policy("own", using = "id > 1"))]
pub struct Note {
    #[column(primary_key)]
    pub id: i32,
    pub day: i32,
}
