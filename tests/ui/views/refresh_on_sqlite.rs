//~ ERROR `orm_core::Sqlite` has no materialized views
include!("../schema.rs");

#[derive(View)]
#[view(name = "counts", materialized, query = "select author_id, count(*) as posts from posts group by author_id")]
pub struct PostCount {
    pub author_id: i32,
    pub posts: i64,
}

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    PostCount::refresh().execute(db).await?;
    Ok(())
}
