//~ ERROR `orm_core::Mysql` has no `RETURNING`
//~ SPAN returning_only
include!("../schema.rs");

pub async fn example(db: &Db<Mysql>) -> Result<(), orm_core::Error> {
    User::update().set(User::age, 7).filter(User::id.eq(1)).returning_only(User::age).all(db).await?;
    Ok(())
}
