//~ ERROR no method named `execute` found for struct `OnConflict<D, T, K>` in the current scope
//~ SPAN execute
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>, user: NewUser) -> Result<(), orm_core::Error> {
    User::insert(user).on_conflict(User::name).execute(db).await?;
    Ok(())
}
