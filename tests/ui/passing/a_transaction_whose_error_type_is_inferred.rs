//~ PASS
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    db.transaction(async |tx| {
        User::query().all(tx).await?;
        Ok(())
    })
    .await?;
    Ok(())
}
