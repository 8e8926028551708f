//~ ERROR `orm_core::Sqlite` has no `DISTINCT ON`
//~ SPAN distinct_on
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    User::query().distinct_on(User::age).all(db).await?;
    Ok(())
}
