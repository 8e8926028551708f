//~ ERROR `orm_core::Sqlite` has no `ILIKE`
//~ SPAN User::name.ilike("a%")
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    User::query().filter(User::name.ilike("a%")).all(db).await?;
    Ok(())
}
