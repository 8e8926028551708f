//~ ERROR `Count` cannot be read from a row
//~ SPAN all
include!("../schema.rs");

#[derive(Debug)]
pub struct Count {
    pub count: i64,
}

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let counts: Vec<Count> = sql("select count(*) from users").all(db).await?;
    let _ = counts;
    Ok(())
}
