//~ ERROR evaluation panicked: no column of `post` refers to `user`
//~ SPAN Post

use orm_core::prelude::*;

#[derive(Table)]
#[table(has_many(posts: Post))]
pub struct User {
    #[column(primary_key)]
    pub id: i32,
}

#[derive(Table)]
pub struct Post {
    #[column(primary_key)]
    pub id: i32,
}
