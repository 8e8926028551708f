//~ ERROR `orm_core::Postgres` has no `WITH CONSISTENT SNAPSHOT`
//~ SPAN consistent_snapshot
use orm_core::prelude::*;

pub async fn example(db: &Db<Postgres>) -> Result<(), orm_core::Error> {
    db.begin_with(TransactionOptions::new().consistent_snapshot()).await?.commit().await
}
