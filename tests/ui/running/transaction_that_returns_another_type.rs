//~ ERROR `?` operator has incompatible types
//~ SPAN db.transaction(async |tx| User::query().count(tx).await).await?
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let users: Vec<User> = db.transaction(async |tx| User::query().count(tx).await).await?;
    let _ = users;
    Ok(())
}
