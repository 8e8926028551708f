//~ ERROR `?` operator has incompatible types
//~ SPAN query.select((User::name, Post::title)).all(db).await?
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let query = User::query().left_join(Post::table, Post::author_id.eq(User::id));
    let rows: Vec<(String, String)> = query.select((User::name, Post::title)).all(db).await?;
    let _ = rows;
    Ok(())
}
