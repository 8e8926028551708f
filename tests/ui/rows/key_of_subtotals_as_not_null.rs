//~ ERROR mismatched types
//~ SPAN Post::query().group_by(Post::title).with_rollup().select(Post::title).all(db).await

include!("../schema.rs");

pub async fn example(db: &Db<Postgres>) -> Result<Vec<String>, orm_core::Error> {
    Post::query().group_by(Post::title).with_rollup().select(Post::title).all(db).await
}
