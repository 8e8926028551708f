//~ ERROR this statement has no filter, so it would reach every row
//~ SPAN execute
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    User::delete().execute(db).await?;
    Ok(())
}
