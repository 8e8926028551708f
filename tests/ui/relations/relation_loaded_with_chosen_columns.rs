//~ ERROR rows of `i32` have no relations
//~ SPAN with
//~ MORE

include!("../relations_schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let _ = User::query().select(User::id).with(User::posts()).all(db).await?;
    Ok(())
}
