//~ ERROR `day.with("equals")` does not say how two rows are compared
//~ SPAN day.with("equals")
use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "notes", exclude(day.with("equals")))]
pub struct Note {
    #[column(primary_key)]
    pub id: i32,
    pub day: i32,
}
