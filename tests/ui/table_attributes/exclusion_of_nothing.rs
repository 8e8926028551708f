//~ ERROR `exclude` needs at least one column
//~ SPAN exclude
use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "notes", exclude(using = "gist"))]
pub struct Note {
    #[column(primary_key)]
    pub id: i32,
    pub day: i32,
}
