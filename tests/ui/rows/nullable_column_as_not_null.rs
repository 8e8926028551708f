//~ ERROR `?` operator has incompatible types
//~ SPAN User::query().select(User::age).all(db).await?
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let ages: Vec<i32> = User::query().select(User::age).all(db).await?;
    let _ = ages;
    Ok(())
}
