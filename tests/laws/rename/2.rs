use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "users", index(name))]
pub struct User {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(varchar = 100, renamed_from = "full_name")]
    pub name: String,
    #[column(references = User::id)]
    pub boss_id: Option<i32>,
}

#[derive(Table)]
#[table(name = "posts")]
pub struct Post {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(references = User::id, on_delete = "cascade", renamed_from = "user_id")]
    pub author_id: i32,
}
