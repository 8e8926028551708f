//~ ERROR this statement cannot be run on `orm_core::Db<orm_core::Sqlite>`
//~ SPAN db
//~ MORE
include!("../schema.rs");

pub async fn example(db: Db<Sqlite>) -> Result<(), orm_core::Error> {
    User::query().all(db).await?;
    Ok(())
}
