//~ ERROR mismatched types
//~ SPAN 7
use orm_core::prelude::*;

pub fn example(tx: &Tx<Sqlite>) {
    tx.after_commit(async || 7);
}
