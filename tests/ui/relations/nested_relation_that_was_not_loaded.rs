//~ ERROR relation `comments` was not loaded by this query
//~ SPAN post

include!("../relations_schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let users = User::query().with(User::posts().with(Post::author())).all(db).await?;
    let post = &users[0].posts()[0];
    let _ = post.comments();
    Ok(())
}
