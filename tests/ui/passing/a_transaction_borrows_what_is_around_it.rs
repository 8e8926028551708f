//~ PASS
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let names = vec![String::from("Ada"), String::from("Bob")];
    let mut written = 0;
    db.transaction(async |tx| {
        for name in &names {
            written += User::insert(new!(User { name: name.as_str() })).execute(tx).await?;
        }
        Ok::<_, orm_core::Error>(())
    })
    .await?;
    let _ = (names, written);
    Ok(())
}
