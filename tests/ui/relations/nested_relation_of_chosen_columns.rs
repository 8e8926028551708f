//~ ERROR rows of `i32` have no relations
//~ SPAN with
//~ MORE

include!("../relations_schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let _ = User::query().with(User::posts().select(Post::id).with(Post::comments())).all(db).await?;
    Ok(())
}
