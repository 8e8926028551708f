//~ ERROR `orm_core::Mysql` has no `OVERRIDING`
//~ SPAN overriding_system_value

include!("../schema.rs");

pub async fn example(db: &Db<Mysql>, user: NewUser) -> Result<(), orm_core::Error> {
    User::insert(user).overriding_system_value().execute(db).await?;
    Ok(())
}
