//~ ERROR a partition has a name, and the rows that it takes
//~ SPAN partition
use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "notes", partition_by = "range (day)", partition("early"))]
pub struct Note {
    #[column(primary_key)]
    pub id: i32,
    pub day: i32,
}
