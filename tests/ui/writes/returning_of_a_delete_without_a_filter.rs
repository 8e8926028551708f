//~ ERROR this statement has no filter, so it would reach every row
//~ SPAN returning
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    User::delete().returning().all(db).await?;
    Ok(())
}
