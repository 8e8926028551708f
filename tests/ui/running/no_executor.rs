//~ ERROR this method takes 1 argument but 0 arguments were supplied
//~ SPAN all
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    User::query().all().await?;
    Ok(())
}
