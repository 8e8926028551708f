use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "users", index(name), unique(email), check(name = "age_counted", "age >= 0"))]
pub struct User {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(varchar = 100)]
    pub name: String,
    #[column(varchar = 200)]
    pub email: Option<String>,
    pub age: i32,
    pub note: Option<String>,
}

#[derive(Table)]
#[table(name = "posts", index(author_id))]
pub struct Post {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(references = User::id, on_delete = "cascade")]
    pub author_id: i32,
    pub body: String,
}

#[derive(Table)]
#[table(name = "tags")]
pub struct Tag {
    #[column(primary_key)]
    pub id: i32,
    #[column(references = Post::id)]
    pub post_id: i32,
}
