//~ ERROR `orm_core::Mysql` has no settings that end with a transaction
//~ SPAN set_config
//~ MORE
use orm_core::prelude::*;

pub async fn example(tx: &Tx<Mysql>) -> Result<(), orm_core::Error> {
    tx.set_config("app.tenant", "7").await
}
