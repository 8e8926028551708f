//~ ERROR `orm_core::Mysql` cannot share what a transaction sees
//~ SPAN snapshot
use orm_core::prelude::*;

pub async fn example(db: &Db<Mysql>) -> Result<(), orm_core::Error> {
    db.begin_with(TransactionOptions::new().snapshot("1")).await?.commit().await
}
