//~ ERROR no function or associated item named `comments` found for struct `User` in the current scope
//~ SPAN comments

include!("../relations_schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let _ = User::query().with(User::comments()).all(db).await?;
    Ok(())
}
