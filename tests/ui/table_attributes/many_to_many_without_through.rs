//~ ERROR `many_to_many` needs the table that refers to both sides
//~ SPAN many_to_many
use orm_core::prelude::*;

#[derive(Table)]
#[table(many_to_many(friends: User))]
pub struct User {
    #[column(primary_key)]
    pub id: i32,
}
