//~ ERROR `orm_core::Sqlite` does not return columns of other tables than the one written
//~ SPAN returning_joined

include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let update = Post::update().from(User::table).set(Post::title, User::name).filter(Post::author_id.eq(User::id));
    update.returning_joined((Post::id, User::name)).all(db).await?;
    Ok(())
}
