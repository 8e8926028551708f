//~ ERROR this prepared statement takes `(i32,)`, not `&str`
//~ SPAN "old"
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<Vec<User>, orm_core::Error> {
    let by_age = prepare(|age: Param<i32>| User::query().filter(User::age.ge(age)));
    by_age.bind("old").all(db).await
}
