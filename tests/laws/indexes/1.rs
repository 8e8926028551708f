use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "events", index(kind, name = "events_lookup"), unique(serial))]
pub struct Event {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(varchar = 50)]
    pub kind: String,
    #[column(varchar = 50)]
    pub serial: String,
    pub weight: i32,
}
