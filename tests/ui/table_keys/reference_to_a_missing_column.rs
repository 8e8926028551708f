//~ ERROR no field `uid` on type `UserColumns<User>`
//~ SPAN uid
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    #[column(primary_key)]
    pub id: i32,
}

#[derive(Table)]
pub struct Post {
    #[column(references = User::uid)]
    pub author_id: i32,
}
