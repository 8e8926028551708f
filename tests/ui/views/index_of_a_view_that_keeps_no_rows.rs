//~ ERROR `index` means nothing without `materialized`
//~ SPAN index
use orm_core::prelude::*;

#[derive(View)]
#[view(query = "select id from users", index(id))]
pub struct ActiveUser {
    pub id: i32,
}
