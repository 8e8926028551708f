//~ ERROR unknown attribute `default` in `column`
//~ SPAN default
use orm_core::prelude::*;

#[derive(View)]
#[view(query = "select id from users")]
pub struct ActiveUser {
    #[column(default = 1)]
    pub id: i32,
}
