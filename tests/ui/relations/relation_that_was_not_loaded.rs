//~ ERROR relation `posts` was not loaded by this query
//~ SPAN users[0]

include!("../relations_schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let users = User::query().with(User::profile()).all(db).await?;
    let _ = users[0].posts();
    Ok(())
}
