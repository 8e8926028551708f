//~ ERROR `orm_core::Mysql` has no `WITH` before an update or delete
//~ SPAN writers

include!("../schema.rs");

#[derive(Projection)]
#[projection(from = User, name = "authors")]
pub struct Writer {
    pub id: i32,
    pub name: String,
}

pub async fn example(db: &Db<Mysql>) -> Result<(), orm_core::Error> {
    let writers = Writer::cte(User::query().select(Writer::SELECT));
    let update = Post::update().from(writers).set(Post::title, Writer::name).filter(Post::author_id.eq(Writer::id));
    update.execute(db).await?;
    Ok(())
}
