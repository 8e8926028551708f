//~ ERROR the trait bound `String: From<orm_core::Error>` is not satisfied
//~ SPAN transaction
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let _: Result<(), String> = db
        .transaction(async |tx| {
            User::query().all(tx).await.map_err(|error| error.to_string())?;
            Ok(())
        })
        .await;
    Ok(())
}
