//~ ERROR `now()` is a time, but this column is stored as boolean
//~ SPAN now()
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    #[column(default = now())]
    pub active: bool,
}
