//~ ERROR this prepared statement takes `(i32, u64)`, not `{integer}`
//~ SPAN 18
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<Vec<User>, orm_core::Error> {
    let page = prepare(|age: Param<i32>, rows: Param<u64>| User::query().filter(User::age.ge(age)).limit(rows));
    page.bind(18).all(db).await
}
