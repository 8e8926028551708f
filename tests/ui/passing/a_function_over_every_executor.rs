//~ PASS
include!("../schema.rs");

use orm_core::Error;
use orm_core::dialect::Database;
use orm_core::exec::Executor;

pub async fn rename<D: Database, E: Executor<D>>(executor: E, id: i32, name: &str) -> Result<u64, Error> {
    User::update().set(User::name, name).filter(User::id.eq(id)).execute(executor).await
}

pub async fn example(db: &Db<Sqlite>) -> Result<(), Error> {
    rename(db, 1, "Ada").await?;
    db.transaction(async |tx| rename(tx, 1, "Ada").await).await?;
    Ok(())
}
