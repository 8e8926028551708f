//~ ERROR `orm_core::Sqlite` has no options of `TRUNCATE`
//~ SPAN restart_identity

include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    User::truncate().restart_identity().execute(db).await?;
    Ok(())
}
