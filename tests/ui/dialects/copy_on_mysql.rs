//~ ERROR `COPY` cannot run on `&orm_core::Db<orm_core::Mysql>`
//~ SPAN db

include!("../schema.rs");

pub async fn example(db: &Db<Mysql>) -> Result<(), orm_core::Error> {
    User::copy_many([new!(User { name: "Ada" })]).execute(db).await?;
    Ok(())
}
