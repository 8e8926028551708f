//~ ERROR `?` operator has incompatible types
//~ SPAN User::query().filter(User::id.eq(1)).optional(db).await?
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let user: User = User::query().filter(User::id.eq(1)).optional(db).await?;
    let _ = user;
    Ok(())
}
