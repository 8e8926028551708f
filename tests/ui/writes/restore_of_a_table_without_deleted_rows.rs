//~ ERROR `User` is not deleted softly
//~ SPAN restore

include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    User::update().restore().all_rows().execute(db).await?;
    Ok(())
}
