//~ ERROR `orm_core::Sqlite` has no `INSERT IGNORE`
//~ SPAN ignore

include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>, user: NewUser) -> Result<(), orm_core::Error> {
    User::insert(user).ignore().execute(db).await?;
    Ok(())
}
