//! What is done once a transaction is committed.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;

/// Work of a transaction and the savepoints in it, in the order in which it was asked for.
#[derive(Clone, Default)]
pub(super) struct AfterCommit(Arc<Mutex<Vec<Work>>>);

struct Work {
    /// The level of the transaction or savepoint that must be kept for it.
    level: usize,
    start: Box<dyn FnOnce() -> BoxFuture<'static, ()> + Send>,
}

impl AfterCommit {
    pub(super) fn add<F, R>(&self, level: usize, work: F)
    where
        F: FnOnce() -> R + Send + 'static,
        R: Future<Output = ()> + Send + 'static,
    {
        self.list().push(Work { level, start: Box::new(|| work().boxed()) });
    }

    /// The savepoint of that level was kept: its work belongs to what is around it.
    pub(super) fn keep(&self, level: usize) {
        for work in &mut *self.list() {
            work.level = work.level.min(level - 1);
        }
    }

    /// What was done since that level began was undone.
    pub(super) fn undo(&self, level: usize) {
        let mut list = self.list();
        // Work may own anything, so it is dropped when the list is free again.
        let (kept, undone) = std::mem::take(&mut *list).into_iter().partition(|work| work.level < level);
        *list = kept;
        drop(list);
        drop::<Vec<Work>>(undone);
    }

    /// Does the work, one after the other. The transaction is committed: a panic is told and hides nothing.
    pub(super) async fn run(&self) {
        let list = std::mem::take(&mut *self.list());
        for work in list {
            let done = AssertUnwindSafe(async move { (work.start)().await }).catch_unwind().await;
            if done.is_err() {
                tracing::error!(
                    target: "orm_core::transaction",
                    "work after a commit panicked; the transaction stays committed"
                );
            }
        }
    }

    fn list(&self) -> MutexGuard<'_, Vec<Work>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
