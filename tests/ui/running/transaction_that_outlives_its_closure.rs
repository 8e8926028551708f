//~ ERROR lifetime may not live long enough
//~ SPAN Ok::<_, orm_core::Error>(tx)
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let _ = db.transaction(async |tx| Ok::<_, orm_core::Error>(tx)).await?;
    Ok(())
}
