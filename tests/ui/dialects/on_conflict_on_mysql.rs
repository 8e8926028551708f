//~ ERROR `orm_core::Mysql` has no `ON CONFLICT`
//~ SPAN on_conflict
include!("../schema.rs");

pub async fn example(db: &Db<Mysql>, user: NewUser) -> Result<(), orm_core::Error> {
    User::insert(user).on_conflict(User::name).do_nothing().execute(db).await?;
    Ok(())
}
