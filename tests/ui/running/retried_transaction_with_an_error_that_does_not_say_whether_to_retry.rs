//~ ERROR a transaction that fails with `Failed` cannot be run again
//~ MORE
use orm_core::prelude::*;

pub struct Failed;

impl From<orm_core::Error> for Failed {
    fn from(_: orm_core::Error) -> Self {
        Self
    }
}

pub async fn example(db: &Db<Sqlite>) -> Result<(), Failed> {
    db.transaction_retrying(Retry::new(), async |_tx| Err(Failed)).await
}
