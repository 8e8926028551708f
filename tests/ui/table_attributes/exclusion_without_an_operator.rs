//~ ERROR `day` does not say how two rows are compared
//~ SPAN day
use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "notes", exclude(day, using = "gist"))]
pub struct Note {
    #[column(primary_key)]
    pub id: i32,
    pub day: i32,
}
