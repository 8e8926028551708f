//~ ERROR evaluation panicked: `visits.user_name` is stored as `text` and cannot refer to `users.id`, which is stored as `integer`
//~ SPAN Visit

use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "users", has_many(visits: Visit, via = Visit::user_name))]
pub struct User {
    #[column(primary_key)]
    pub id: i32,
}

#[derive(Table)]
#[table(name = "visits")]
pub struct Visit {
    #[column(primary_key)]
    pub id: i32,
    pub user_name: String,
}
