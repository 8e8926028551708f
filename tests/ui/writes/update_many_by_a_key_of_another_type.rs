//~ ERROR rows of `User` cannot be found by `&str` in these columns
//~ SPAN User::id

include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>, patch: UserPatch) -> Result<(), orm_core::Error> {
    User::update_many(User::id, [("Ada", patch)]).execute(db).await?;
    Ok(())
}
