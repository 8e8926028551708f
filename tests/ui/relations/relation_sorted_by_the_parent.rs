//~ ERROR this query has no `User` in its FROM/JOIN list
//~ SPAN User::name

include!("../relations_schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let _ = User::query().with(User::posts().order_by(User::name)).all(db).await?;
    Ok(())
}
