//~ ERROR no method named `len` found for reference `&User` in the current scope
//~ SPAN len

include!("../relations_schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let posts = Post::query().with(Post::author()).all(db).await?;
    let _ = posts[0].author().len();
    Ok(())
}
