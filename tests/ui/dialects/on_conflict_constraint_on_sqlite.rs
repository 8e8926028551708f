//~ ERROR `orm_core::Sqlite` has no `ON CONFLICT ON CONSTRAINT`
//~ SPAN on_conflict_constraint

include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>, user: NewUser) -> Result<(), orm_core::Error> {
    User::insert(user).on_conflict_constraint("users_name_key").do_nothing().execute(db).await?;
    Ok(())
}
