//~ ERROR a parameter of type `u64` cannot be given `&str`
//~ SPAN "ten"
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<Vec<User>, orm_core::Error> {
    let page = prepare(|age: Param<i32>, rows: Param<u64>| User::query().filter(User::age.ge(age)).limit(rows));
    page.bind((18, "ten")).all(db).await
}
