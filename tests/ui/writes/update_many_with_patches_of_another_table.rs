//~ ERROR `PostPatch` is not a patch of `User`
//~ SPAN User

include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>, patch: PostPatch) -> Result<(), orm_core::Error> {
    User::update_many(User::id, [(1, patch)]).execute(db).await?;
    Ok(())
}
