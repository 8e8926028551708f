//~ ERROR mismatched types
//~ SPAN Post::table

include!("../relations_schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let _ = User::query().with(Post::table).all(db).await?;
    Ok(())
}
