//~ ERROR `orm_core::Postgres` does not lock a file when a transaction begins
//~ SPAN exclusive
use orm_core::prelude::*;

pub async fn example(db: &Db<Postgres>) -> Result<(), orm_core::Error> {
    db.begin_with(TransactionOptions::new().exclusive()).await?.commit().await
}
