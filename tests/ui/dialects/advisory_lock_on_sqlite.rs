//~ ERROR `orm_core::Sqlite` has no advisory locks
//~ SPAN advisory_lock
//~ MORE
use orm_core::prelude::*;

pub async fn example(tx: &Tx<Sqlite>) -> Result<(), orm_core::Error> {
    tx.advisory_lock(7).await
}
