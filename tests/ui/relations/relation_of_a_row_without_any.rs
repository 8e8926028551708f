//~ ERROR no method named `posts` found for struct `User` in the current scope
//~ SPAN posts

include!("../relations_schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let users = User::query().all(db).await?;
    let _ = users[0].posts();
    Ok(())
}
