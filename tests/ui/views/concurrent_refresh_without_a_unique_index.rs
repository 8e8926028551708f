//~ ERROR `PostCount` has no unique index, which `REFRESH … CONCURRENTLY` needs
//~ SPAN concurrently
include!("../schema.rs");

#[derive(View)]
#[view(name = "counts", materialized, query = "select author_id, count(*) as posts from posts group by author_id")]
pub struct PostCount {
    pub author_id: i32,
    pub posts: i64,
}

pub async fn example(db: &Db<Postgres>) -> Result<(), orm_core::Error> {
    PostCount::refresh().concurrently().execute(db).await?;
    Ok(())
}
