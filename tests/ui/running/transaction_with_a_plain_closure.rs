//~ ERROR implementation of `AsyncFnOnce` is not general enough
//~ SPAN db.transaction(|tx| async move {
//~ MORE
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    db.transaction(|tx| async move {
        User::query().all(tx).await?;
        Ok::<_, orm_core::Error>(())
    })
    .await?;
    Ok(())
}
