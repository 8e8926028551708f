//~ PASS
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let query = User::query().left_join(Post::table, Post::author_id.eq(User::id));
    let rows: Vec<(User, Option<Post>)> = query.clone().select((User::table, Post::table)).all(db).await?;
    let titles: Vec<(String, Option<String>, i64)> = query
        .clone()
        .group_by((User::name, Post::title))
        .select((User::name, Post::title, count(Post::id)))
        .all(db)
        .await?;
    let never: Vec<String> = query.select(Post::title.coalesce("none")).all(db).await?;
    let _ = (rows, titles, never);
    Ok(())
}
