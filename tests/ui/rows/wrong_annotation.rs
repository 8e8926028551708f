//~ ERROR `?` operator has incompatible types
//~ SPAN User::query().select(User::name).all(db).await?
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let names: Vec<i32> = User::query().select(User::name).all(db).await?;
    let _ = names;
    Ok(())
}
