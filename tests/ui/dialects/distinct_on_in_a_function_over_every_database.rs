//~ ERROR `D` has no `DISTINCT ON`
//~ SPAN distinct_on
include!("../schema.rs");

use orm_core::dialect::Database;

pub async fn case<D: Database>(db: &Db<D>) -> Result<(), orm_core::Error> {
    User::query().distinct_on(User::age).all(db).await?;
    Ok(())
}
