//~ ERROR `maybe` is no check option
//~ SPAN "maybe"
use orm_core::prelude::*;

#[derive(View)]
#[view(query = "select id from users", check_option = "maybe")]
pub struct ActiveUser {
    pub id: i32,
}
