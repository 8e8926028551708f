//! The handle of a transaction.

use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use futures_util::future::BoxFuture;
use tokio::sync::{Mutex, MutexGuard};

use super::{AsyncClosure, OUTERMOST, Open};
use crate::dialect::Database;
use crate::error::{Error, ErrorKind};
use crate::exec::executor::sealed::Sealed;
use crate::exec::pool::Pool;
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
}

impl<D: Database> Tx<D> {
    pub(in crate::exec) async fn begin_on(pool: &Pool, listener: Option<Listener>) -> Result<Self, Error> {
        let open = Open::begin(pool.acquire().await?).await?;
        let shared = Arc::new(Shared {
            open: Mutex::new(open),
            dropped: AtomicUsize::new(NONE),
            is_streaming: AtomicBool::new(false),
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
        async move { self.begin().await?.run(work).await }
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
        if open.has_failed {
            drop(open);
            self.undo().await?;
            return Err(Error::new(
                ErrorKind::Transaction,
                "nothing was committed: a statement of the transaction failed, and with it the whole transaction",
            ));
        }
        if self.level == OUTERMOST {
            open.connection().commit().await?;
            open.pooled = None;
        } else {
            open.command(format!("RELEASE SAVEPOINT orm_{}", self.level)).await?;
        }
        open.depth = self.level - 1;
        drop(open);
        self.is_finished = true;
        Ok(())
    }

    /// Undoes the work of this transaction.
    pub async fn rollback(mut self) -> Result<(), Error> {
        self.undo().await
    }

    pub(in crate::exec) async fn run<F, R, E>(self, work: F) -> Result<R, E>
    where
        F: for<'t> AsyncFnOnce(&'t Tx<D>) -> Result<R, E>
            + for<'t> AsyncClosure<&'t Tx<D>, Result<R, E>, Future: Send>
            + Send,
        E: From<Error>,
    {
        match work(&self).await {
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

    async fn lease(&self) -> Result<Lease<'_>, Error> {
        let open = self.lock().await?;
        if open.has_failed {
            return Err(Error::new(
                ErrorKind::Transaction,
                "an earlier statement failed, and with it the whole transaction; roll it back and run it again",
            ));
        }
        Ok(Lease::transaction(open, &self.shared.is_streaming, self.listener.clone()))
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
