//! Which transactions the running task is in the middle of, so that a statement on `db` inside one of them is noticed.

use std::sync::Arc;

use tokio::task::futures::TaskLocalFuture;

use crate::error::{Error, ErrorKind};
use crate::exec::pool::PoolId;

tokio::task_local! {
    static ENCLOSING: Enclosing;
}

/// A transaction whose closure runs.
#[derive(Debug, Clone)]
pub(in crate::exec) struct Enclosing {
    pool: PoolId,
    /// Does it hold the one write lock of a SQLite file?
    pub(in crate::exec) locks_file: bool,
    outer: Option<Arc<Enclosing>>,
}

impl Enclosing {
    /// Runs the closure of a transaction.
    // An `async fn` would hold `work` twice.
    pub(in crate::exec) fn run<F: Future>(
        pool: PoolId,
        locks_file: bool,
        work: F,
    ) -> TaskLocalFuture<Self, F> {
        let outer = ENCLOSING.try_with(|outer| Arc::new(outer.clone())).ok();
        ENCLOSING.scope(Self { pool, locks_file, outer }, work)
    }

    /// The transaction on a connection of this pool in which the caller is.
    pub(in crate::exec) fn on(pool: PoolId) -> Option<Self> {
        ENCLOSING
            .try_with(|innermost| {
                let mut next = Some(innermost);
                while let Some(enclosing) = next {
                    if enclosing.pool == pool {
                        return Some(enclosing.clone());
                    }
                    next = enclosing.outer.as_deref();
                }
                None
            })
            .ok()
            .flatten()
    }
}

/// What a statement waits for that would write the file which the transaction around it writes.
pub(in crate::exec) const FILE_IS_LOCKED: &str = "the transaction holds the write lock of the SQLite file";

/// A statement on `db` waits for the transaction around it.
pub(in crate::exec) fn waits_for_itself(what: &str) -> Error {
    Error::new(
        ErrorKind::Transaction,
        format!(
            "the statement is run on `db` inside of a transaction and would wait for it for ever: {what}; \
             run it on `tx`, or after the transaction"
        ),
    )
}
