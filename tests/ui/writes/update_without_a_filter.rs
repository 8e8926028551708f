//~ ERROR this statement has no filter, so it would reach every row
//~ SPAN execute
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    User::update().set(User::age, 7).execute(db).await?;
    Ok(())
}
