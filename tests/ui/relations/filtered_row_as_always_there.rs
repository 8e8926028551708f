//~ ERROR mismatched types
//~ SPAN posts[0].author()

include!("../relations_schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let posts = Post::query().with(Post::author().filter(User::id.gt(1))).all(db).await?;
    let _: &User = posts[0].author();
    Ok(())
}
