//~ ERROR this is no query
//~ SPAN "create view active_users as select 1 as id"
use orm_core::prelude::*;

#[derive(View)]
#[view(query = "create view active_users as select 1 as id")]
pub struct ActiveUser {
    pub id: i32,
}
