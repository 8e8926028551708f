//~ ERROR `View` can be derived for structs with named fields only
//~ SPAN ActiveUser
use orm_core::prelude::*;

#[derive(View)]
#[view(query = "select id from users")]
pub enum ActiveUser {
    Id,
}
