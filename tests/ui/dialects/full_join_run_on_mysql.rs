//~ ERROR `orm_core::Mysql` has no `FULL JOIN`
//~ SPAN full_join
include!("../schema.rs");

pub async fn example(db: &Db<Mysql>) -> Result<(), orm_core::Error> {
    User::query().full_join(Post::table, Post::author_id.eq(User::id)).all(db).await?;
    Ok(())
}
