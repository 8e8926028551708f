use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
pub struct User {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(varchar = 100)]
    pub name: String,
    pub age: i32,
    pub note: Option<String>,
}

#[derive(Table)]
#[table(name = "posts")]
pub struct Post {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    pub author_id: i32,
    pub body: String,
}
