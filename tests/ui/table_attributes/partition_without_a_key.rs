//~ ERROR `partition` means nothing without `partition_by`
//~ SPAN partition
use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "notes", partition("early", "for values from (1) to (2)"))]
pub struct Note {
    #[column(primary_key)]
    pub id: i32,
    pub day: i32,
}
