//~ ERROR a view needs its query
//~ SPAN ActiveUser
use orm_core::prelude::*;

#[derive(View)]
#[view(name = "active_users")]
pub struct ActiveUser {
    pub id: i32,
}
