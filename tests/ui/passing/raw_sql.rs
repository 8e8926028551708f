//~ PASS
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let name = String::from("Ada");
    let count: i64 = sql("select count(*) from users where name = ").bind(&name).scalar(db).await?;
    let users: Vec<User> =
        sql("select * from users where ").column(User::age).sql(" > ").bind(18).all(db).await?;
    let pairs: Vec<(i32, Option<String>)> = sql("select id, nickname from users").all(db).await?;
    let _ = (count, users, pairs);
    Ok(())
}
