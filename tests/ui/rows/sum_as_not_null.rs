//~ ERROR `?` operator has incompatible types
//~ SPAN Post::query().select(sum(Post::views)).one(db).await?
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let total: i64 = Post::query().select(sum(Post::views)).one(db).await?;
    let _ = total;
    Ok(())
}
