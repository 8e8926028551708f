//~ ERROR this statement cannot be run on `&orm_core::Db<orm_core::Sqlite>`
//~ SPAN db
//~ MORE
include!("../schema.rs");

use orm_core::query::Select;

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let query: Select<Postgres, _, _> = User::query();
    query.all(db).await?;
    Ok(())
}
