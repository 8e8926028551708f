//~ ERROR mismatched types
//~ SPAN User::query().all(tx).await.unwrap()
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    db.transaction(async |tx| User::query().all(tx).await.unwrap()).await?;
    Ok(())
}
