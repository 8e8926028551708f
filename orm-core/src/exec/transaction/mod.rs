//! Transactions that nest, shared by the statements inside them.
//!
//! A transaction and the savepoints inside it share one connection behind an asynchronous lock, so `&Tx` is enough to run a
//! statement. Whatever ends without [`Tx::commit`] (an error, a panic, a dropped future) is rolled back.

mod after_commit;
mod closure;
mod enclosing;
mod limited;
mod on_db;
mod open;
mod options;
mod retry;
mod session;
mod tx;

pub use closure::{AsyncClosure, AsyncClosureAgain};
pub(super) use enclosing::{Enclosing, FILE_IS_LOCKED, waits_for_itself};
pub use limited::Limited;
pub(super) use open::Open;
pub(super) use options::Beginning;
pub use options::{Isolation, TransactionOptions};
pub use retry::{Retry, Retryable};
use tx::Start;
pub use tx::Tx;

/// The level of a transaction that is no savepoint; those inside it count up from it.
const OUTERMOST: usize = 1;
