//~ ERROR `usize` cannot be stored in a column
//~ SPAN scalar
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let count: usize = sql("select count(*) from users").scalar(db).await?;
    let _ = count;
    Ok(())
}
