//~ ERROR `profile` is not a relation of `Post`
//~ SPAN User::profile()

include!("../relations_schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let _ = User::query().with(User::posts().with(User::profile())).all(db).await?;
    Ok(())
}
