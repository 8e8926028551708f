//~ ERROR future cannot be sent between threads safely
//~ SPAN transaction
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    db.transaction(async |tx| {
        let shared = std::rc::Rc::new(7);
        User::query().all(tx).await?;
        let _ = shared;
        Ok::<_, orm_core::Error>(())
    })
    .await?;
    Ok(())
}
