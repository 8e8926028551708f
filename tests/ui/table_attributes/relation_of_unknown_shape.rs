//~ ERROR `has_many` needs one name and the struct it leads to
//~ SPAN has_many
use orm_core::prelude::*;

#[derive(Table)]
#[table(has_many(Post))]
pub struct User {
    #[column(primary_key)]
    pub id: i32,
}
