//! The handle of a transaction.

use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::future::BoxFuture;
use tokio::sync::{Mutex, MutexGuard};
use tokio::task::futures::TaskLocalFuture;

use super::after_commit::AfterCommit;
use super::{AsyncClosure, Beginning, Enclosing, OUTERMOST, Open};
use crate::dialect::Database;
use crate::error::{Error, ErrorKind};
use crate::exec::executor::sealed::Sealed;
use crate::exec::limit::Limit;
use crate::exec::pool::{Pool, Pooled};
use crate::exec::{Executor, Lease, Listener};

/// No savepoint was given up.
const NONE: usize = usize::MAX;

/// An open transaction, or a savepoint inside one. Made by [`crate::Db::transaction`], [`crate::Db::begin`] and the same
/// methods of a transaction. Dropped without [`Tx::commit`], it is rolled back.
pub struct Tx<D: Database> {
    shared: Arc<Shared>,
    level: usize,
    is_finished: bool,
    listener: Option<Listener>,
    database: PhantomData<D>,
}

struct Shared {
    open: Mutex<Open>,
    /// The outermost level that was dropped without an end, rolled back before the next statement.
    dropped: AtomicUsize,
    /// Does a stream hold the connection? Waiting for it where it is read would wait for ever.
    is_streaming: AtomicBool,
    after: AfterCommit,
    /// How long each statement may take.
    limit: Option<Limit>,
    pool: Pool,
    locks_file: bool,
}

/// What a transaction begins with.
pub(in crate::exec) struct Start<'s> {
    pub(in crate::exec) pooled: Pooled,
    pub(in crate::exec) pool: Pool,
    pub(in crate::exec) listener: Option<Listener>,
    pub(in crate::exec) limit: Option<Limit>,
    pub(in crate::exec) beginning: &'s Beginning,
    /// The transaction on the same pool in which the caller is.
    pub(in crate::exec) enclosing: Option<Enclosing>,
    pub(in crate::exec) attempt: u32,
}

impl<D: Database> Tx<D> {
    pub(in crate::exec) async fn start(start: Start<'_>) -> Result<Self, Error> {
        let Start { pooled, pool, listener, limit, beginning, enclosing, attempt } = start;
        let after = AfterCommit::default();
        let open = Open::begin(pooled, beginning, after.clone(), enclosing, attempt).await?;
        let shared = Arc::new(Shared {
            open: Mutex::new(open),
            dropped: AtomicUsize::new(NONE),
            is_streaming: AtomicBool::new(false),
            after,
            limit,
            pool,
            locks_file: beginning.locks_file(),
        });
        Ok(Self { shared, level: OUTERMOST, is_finished: false, listener, database: PhantomData })
    }

    /// Runs `work` in a savepoint: kept when it returns `Ok`, undone when it returns `Err`, panics or is dropped. Until it
    /// ends, statements run on the transaction that `work` was given, not on this one.
    #[expect(clippy::manual_async_fn, reason = "an `async fn` would not promise that its future is `Send`")]
    pub fn transaction<'a, F, R, E>(&'a self, work: F) -> impl Future<Output = Result<R, E>> + Send + 'a
    where
        F: for<'t> AsyncFnOnce(&'t Tx<D>) -> Result<R, E>
            + for<'t> AsyncClosure<&'t Tx<D>, Result<R, E>, Future: Send>
            + Send
            + 'a,
        R: Send + 'a,
        E: From<Error> + Send + 'a,
    {
        async move {
            let tx = self.begin().await?;
            let result = work(&tx).await;
            tx.finish(result).await
        }
    }

    /// Does `work` once the outermost transaction is committed, after what was asked for before; never when this transaction,
    /// a savepoint around it or the outermost one is rolled back.
    ///
    /// It runs before [`crate::Db::transaction`] or [`Tx::commit`] returns, when the connection is free again. It has nobody
    /// to return an error to, and a panic in it is logged: the transaction stays committed. A caller that drops the future
    /// meanwhile drops what was not done; what must not be lost belongs into a table that the transaction writes.
    ///
    /// ```no_run
    /// use orm_core::{Db, Error, dialect::Database};
    ///
    /// # async fn send_mail(_to: &str) {}
    /// # async fn run<D: Database>(db: Db<D>) -> Result<(), Error> {
    /// db.transaction(async |tx| {
    ///     // ... writes the user ...
    ///     tx.after_commit(async || send_mail("ada@example.com").await);
    ///     Ok::<_, Error>(())
    /// })
    /// .await
    /// # }
    /// ```
    pub fn after_commit<F, R>(&self, work: F)
    where
        F: FnOnce() -> R + Send + 'static,
        R: Future<Output = ()> + Send + 'static,
    {
        self.shared.after.add(self.level, work);
    }

    /// Opens a savepoint inside this transaction.
    pub async fn begin(&self) -> Result<Self, Error> {
        let mut open = self.lock().await?;
        let level = self.level + 1;
        open.command(format!("SAVEPOINT orm_{level}")).await?;
        open.depth = level;
        Ok(Self {
            shared: Arc::clone(&self.shared),
            level,
            is_finished: false,
            listener: self.listener.clone(),
            database: PhantomData,
        })
    }

    /// Keeps the work of this transaction.
    pub async fn commit(mut self) -> Result<(), Error> {
        let mut open = self.lock().await?;
        let kept = open.check(
            "nothing was committed: a statement of the transaction failed, and with it the whole transaction",
        );
        if let Err(error) = kept {
            drop(open);
            self.undo().await?;
            return Err(error);
        }
        if self.level == OUTERMOST {
            open.commit().await?;
        } else {
            open.command(format!("RELEASE SAVEPOINT orm_{}", self.level)).await?;
            self.shared.after.keep(self.level);
        }
        open.depth = self.level - 1;
        drop(open);
        self.is_finished = true;
        if self.level == OUTERMOST {
            self.shared.after.run().await;
        }
        Ok(())
    }

    /// Undoes the work of this transaction.
    pub async fn rollback(mut self) -> Result<(), Error> {
        self.undo().await
    }

    /// Runs the closure of the outermost transaction, during which statements on its `Db` are noticed.
    pub(in crate::exec) fn enclose<F: Future>(&self, work: F) -> TaskLocalFuture<Enclosing, F> {
        Enclosing::run(self.shared.pool.id(), self.shared.locks_file, work)
    }

    /// Commits or rolls back, as the work of the transaction says.
    pub(in crate::exec) async fn finish<R, E: From<Error>>(self, result: Result<R, E>) -> Result<R, E> {
        match result {
            Ok(value) => {
                self.commit().await?;
                Ok(value)
            }
            Err(error) => {
                if let Err(rollback) = self.rollback().await {
                    tracing::warn!(target: "orm_core::transaction", error = %rollback, "rollback failed");
                }
                Err(error)
            }
        }
    }

    /// The connection holds named locks when the transaction ends: they are freed then.
    pub(super) async fn frees_locks(&self) -> Result<(), Error> {
        self.lock().await?.holds_locks = true;
        Ok(())
    }

    async fn undo(&mut self) -> Result<(), Error> {
        let mut open = self.lock().await?;
        open.roll_back_to(self.level).await?;
        drop(open);
        self.is_finished = true;
        Ok(())
    }

    /// The connection, once the statement before is done and savepoints that were dropped are undone.
    async fn lock(&self) -> Result<MutexGuard<'_, Open>, Error> {
        let mut open = match self.shared.open.try_lock() {
            Ok(open) => open,
            Err(_) if self.shared.is_streaming.load(Ordering::Acquire) => {
                return Err(Error::new(
                    ErrorKind::Transaction,
                    "a stream of the transaction is being read; read it to its end or drop it first",
                ));
            }
            Err(_) => self.shared.open.lock().await,
        };
        let dropped = self.shared.dropped.swap(NONE, Ordering::AcqRel);
        if dropped <= open.depth {
            open.roll_back_to(dropped).await?;
        }
        match open.depth {
            depth if depth == self.level => Ok(open),
            depth if depth > self.level => Err(Error::new(
                ErrorKind::Transaction,
                "a nested transaction is open; run the statement on the nested one, or after it has ended",
            )),
            _ => Err(Error::new(ErrorKind::Transaction, "the transaction has ended")),
        }
    }

    pub(super) async fn lease(&self) -> Result<Lease<'_>, Error> {
        self.lease_within(None).await
    }

    pub(super) async fn lease_within(&self, limit: Option<Duration>) -> Result<Lease<'_>, Error> {
        let open = self.lock().await?;
        open.check(
            "an earlier statement failed, and with it the whole transaction; roll it back and run it again",
        )?;
        let Shared { is_streaming, pool, limit: usual, .. } = &*self.shared;
        let limit = limit.map(|duration| Limit { duration, pool: pool.clone() }).or_else(|| usual.clone());
        Ok(Lease::transaction(open, is_streaming, self.listener.clone(), limit))
    }
}

impl<D: Database> Drop for Tx<D> {
    fn drop(&mut self) {
        if self.is_finished {
            return;
        }
        self.shared.dropped.fetch_min(self.level, Ordering::AcqRel);
        if self.level == OUTERMOST
            && let Ok(mut open) = self.shared.open.try_lock()
        {
            open.end();
        }
    }
}

impl<D: Database> std::fmt::Debug for Tx<D> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tx").field("dialect", &D::DIALECT).field("level", &self.level).finish_non_exhaustive()
    }
}

impl<D: Database> Sealed for &Tx<D> {}

impl<D: Database> Executor<D> for &Tx<D> {
    fn lease<'e>(self) -> BoxFuture<'e, Result<Lease<'e>, Error>>
    where
        Self: 'e,
    {
        Box::pin(Tx::lease(self))
    }
}

impl<D: Database> Sealed for &mut Tx<D> {}

impl<D: Database> Executor<D> for &mut Tx<D> {
    fn lease<'e>(self) -> BoxFuture<'e, Result<Lease<'e>, Error>>
    where
        Self: 'e,
    {
        Box::pin(Tx::lease(self))
    }
}
