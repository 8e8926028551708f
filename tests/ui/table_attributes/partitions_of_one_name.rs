//~ ERROR there are two partitions `p`
//~ SPAN partition
use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "notes", partition_by = "range (day)", partition("p", "for values from (1) to (2)"), partition("p", "default"))]
pub struct Note {
    #[column(primary_key)]
    pub id: i32,
    pub day: i32,
}
