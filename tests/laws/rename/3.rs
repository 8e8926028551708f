use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "people", index(name), renamed_from = "users")]
pub struct Person {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(varchar = 100)]
    pub name: String,
    #[column(references = Person::id)]
    pub boss_id: Option<i32>,
}

#[derive(Table)]
#[table(name = "posts")]
pub struct Post {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(references = Person::id, on_delete = "cascade")]
    pub author_id: i32,
}
