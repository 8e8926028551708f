//~ ERROR `orm_core::Postgres` has no `ON DUPLICATE KEY`
//~ SPAN on_duplicate_key
include!("../schema.rs");

pub async fn example(db: &Db<Postgres>, user: NewUser) -> Result<(), orm_core::Error> {
    User::insert(user).on_duplicate_key().do_update(User::age).execute(db).await?;
    Ok(())
}
