//~ ERROR `orm_core::Mysql` has no `RETURNING`
//~ SPAN all

include!("../schema.rs");

pub async fn example(db: &Db<Mysql>) -> Result<(), orm_core::Error> {
    User::update_many(User::id, [(1, UserPatch::default())]).all(db).await?;
    Ok(())
}
