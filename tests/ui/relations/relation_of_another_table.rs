//~ ERROR `comments` is not a relation of `User`
//~ SPAN Post::comments()

include!("../relations_schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let _ = User::query().with(Post::comments()).all(db).await?;
    Ok(())
}
