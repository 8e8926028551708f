//~ ERROR `orm_core::Postgres` takes one `ON CONFLICT` only
//~ SPAN also_on_conflict

include!("../schema.rs");

pub async fn example(db: &Db<Postgres>, user: NewUser) -> Result<(), orm_core::Error> {
    User::insert(user).on_conflict(User::id).do_nothing().also_on_conflict(User::name).do_nothing().execute(db).await?;
    Ok(())
}
