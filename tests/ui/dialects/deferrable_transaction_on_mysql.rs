//~ ERROR `orm_core::Mysql` has no `DEFERRABLE` transactions
//~ SPAN deferrable
use orm_core::prelude::*;

pub async fn example(db: &Db<Mysql>) -> Result<(), orm_core::Error> {
    db.begin_with(TransactionOptions::new().serializable().deferrable()).await?.commit().await
}
