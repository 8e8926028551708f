//~ ERROR `orm_core::Mysql` has no `RETURNING`
//~ SPAN returning
include!("../schema.rs");

pub async fn example(db: &Db<Mysql>) -> Result<(), orm_core::Error> {
    User::delete().filter(User::id.eq(1)).returning().all(db).await?;
    Ok(())
}
