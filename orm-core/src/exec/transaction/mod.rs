//! Transactions that nest, shared by the statements inside them.
//!
//! A transaction and the savepoints inside it share one connection behind an asynchronous lock, so `&Tx` is enough to run a
//! statement. Whatever ends without [`Tx::commit`] (an error, a panic, a dropped future) is rolled back.

mod closure;
mod open;
mod tx;

pub use closure::AsyncClosure;
pub(super) use open::Open;
pub use tx::Tx;

/// The level of a transaction that is no savepoint; those inside it count up from it.
const OUTERMOST: usize = 1;
