//~ ERROR this query has no `Comment` in its FROM/JOIN list
//~ SPAN Comment::text.eq("a")

include!("../relations_schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let _ = User::query().with(User::posts().filter(Comment::text.eq("a"))).all(db).await?;
    Ok(())
}
