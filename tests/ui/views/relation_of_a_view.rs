//~ ERROR a view has no relations, so `belongs_to` cannot be declared for it
//~ SPAN belongs_to
use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
pub struct User {
    #[column(primary_key)]
    pub id: i32,
}

#[derive(View)]
#[view(query = "select id from users", belongs_to(user: User, via = id, to = User::id))]
pub struct ActiveUser {
    pub id: i32,
}
