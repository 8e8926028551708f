//~ ERROR `ActiveUser::query` would be both a column and a function of the view
//~ SPAN query
use orm_core::prelude::*;

#[derive(View)]
#[view(query = "select query from searches")]
pub struct ActiveUser {
    pub query: String,
}
