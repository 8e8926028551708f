//~ ERROR unknown attribute `defalt` in `column`
//~ SPAN defalt
use orm_core::prelude::*;

#[derive(Table, Debug, Clone)]
pub struct User {
    #[column(primary_key)]
    pub id: i32,
    #[column(defalt = 3)]
    pub age: i32,
}

#[derive(Table)]
pub struct Post {
    #[column(primary_key)]
    pub id: i32,
    #[column(references = User::id)]
    pub author_id: i32,
}

pub fn example() {
    let _ = User::query().filter(User::age.gt(18)).order_by(User::id).sql(Sqlite);
    let _ = Post::query().join(User::table, User::id.eq(Post::author_id)).select(User::age).sql(Sqlite);
}
