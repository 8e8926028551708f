//~ ERROR `id` is part of the primary key, which is never NULL
//~ SPAN Option<i32>
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    #[column(primary_key)]
    pub id: Option<i32>,
}
