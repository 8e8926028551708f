//! The handle of a database.

use std::marker::PhantomData;

use futures_util::future::BoxFuture;
use orm_schema::Dialect;

use super::executor::sealed::Sealed;
use super::pool::{Pool, Pooled};
use super::transaction::{
    self, AsyncClosure, AsyncClosureAgain, Beginning, Enclosing, Retry, Retryable, Start, TransactionOptions,
};
use super::{Driver, Executor, Lease, Listener, Place, PoolOptions, PoolStatus, Tx};
use crate::dialect::Database;
use crate::error::Error;

/// A database: a pool of connections. Cheap to clone; clones share the pool.
pub struct Db<D: Database> {
    pool: Pool,
    pub(super) listener: Option<Listener>,
    /// May its statements run inside the closure of a transaction, beside the transaction?
    is_detached: bool,
    database: PhantomData<D>,
}

impl<D: Driver> Db<D> {
    /// Opens a pool for the database at `url` and its first connection.
    ///
    /// SQLite files are created when they are missing, run in WAL mode with foreign keys on, and wait five seconds for a lock.
    /// MySQL sessions run in UTC.
    ///
    /// ```no_run
    /// use orm_core::prelude::*;
    ///
    /// # #[cfg(feature = "sqlite")]
    /// # async fn open() -> Result<(), orm_core::Error> {
    /// let db: Db<Sqlite> = Db::connect("sqlite://app.db").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn connect(url: &str) -> Result<Self, Error> {
        Self::connect_with(D::options(url)?).await
    }

    /// Opens a pool with these options of sqlx and its first connection. [`PoolOptions`] chooses the options of the pool as
    /// well, and `Db::from` takes a pool of sqlx.
    pub async fn connect_with(options: D::Options) -> Result<Self, Error> {
        PoolOptions::new().connect_with(options).await
    }
}

impl<D: Database> Db<D> {
    pub(super) fn over(pool: Pool) -> Self {
        Self { pool, listener: None, is_detached: false, database: PhantomData }
    }

    /// At this place.
    pub(super) fn at(mut self, place: Place) -> Self {
        self.listener = Some(Listener::at(place));
        self
    }

    /// Runs `work` in a transaction: committed when it returns `Ok`, rolled back when it returns `Err`, panics or is dropped.
    /// [`Tx::transaction`] nests.
    ///
    /// On SQLite it takes the write lock at once, so that what it read is still true when it writes.
    ///
    /// ```no_run
    /// use orm_core::{Db, Error, dialect::Database};
    ///
    /// # async fn run<D: Database>(db: Db<D>) -> Result<(), Error> {
    /// let total = db
    ///     .transaction(async |tx| {
    ///         // statements run on `tx`: `Project::insert(project).one(tx).await?`
    ///         tx.transaction(async |_inner| Ok::<_, Error>(2)).await
    ///     })
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn transaction<'a, F, R, E>(&'a self, work: F) -> impl Future<Output = Result<R, E>> + Send + 'a
    where
        F: for<'t> AsyncFnOnce(&'t Tx<D>) -> Result<R, E>
            + for<'t> AsyncClosure<&'t Tx<D>, Result<R, E>, Future: Send>
            + Send
            + 'a,
        R: Send + 'a,
        E: From<Error> + Send + 'a,
    {
        self.transaction_with(TransactionOptions::new(), work)
    }

    /// The same with an isolation level, an access mode and the like.
    ///
    /// ```no_run
    /// use orm_core::{Db, Error, TransactionOptions, dialect::Database};
    ///
    /// # async fn run<D: Database>(db: Db<D>) -> Result<(), Error> {
    /// let options = TransactionOptions::new().repeatable_read().read_only();
    /// db.transaction_with(options, async |tx| {
    ///     // both see the same rows: `Project::query().count(tx).await?`, `Project::query().all(tx).await?`
    ///     Ok::<_, Error>(())
    /// })
    /// .await
    /// # }
    /// ```
    #[expect(clippy::manual_async_fn, reason = "an `async fn` would not promise that its future is `Send`")]
    pub fn transaction_with<'a, F, R, E>(
        &'a self,
        options: TransactionOptions<D>,
        work: F,
    ) -> impl Future<Output = Result<R, E>> + Send + 'a
    where
        F: for<'t> AsyncFnOnce(&'t Tx<D>) -> Result<R, E>
            + for<'t> AsyncClosure<&'t Tx<D>, Result<R, E>, Future: Send>
            + Send
            + 'a,
        R: Send + 'a,
        E: From<Error> + Send + 'a,
    {
        async move {
            let tx = self.start(&options.beginning, 1).await?;
            let result = tx.enclose(work(&tx)).await;
            tx.finish(result).await
        }
    }

    /// Runs `work` in a transaction, and again in a new one when it met another transaction: after a serialization failure, a
    /// deadlock, a lock that MySQL waited for in vain, a busy SQLite file. Any other error ends it, and so does the last
    /// attempt, whose error tells how many there were ([`Error::attempts`]).
    ///
    /// `work` may run several times: what it does outside of the database happens as often, unless it is left to
    /// [`Tx::after_commit`]. It borrows what it uses: write `async |tx|`, not `async move |tx|`.
    ///
    /// ```no_run
    /// use orm_core::{Db, Error, Retry, TransactionOptions, dialect::Database};
    ///
    /// # async fn run<D: Database>(db: Db<D>) -> Result<(), Error> {
    /// let retry = Retry::new().attempts(8).options(TransactionOptions::new().serializable());
    /// db.transaction_retrying(retry, async |tx| {
    ///     // reads and writes on `tx`
    ///     Ok::<_, Error>(())
    /// })
    /// .await
    /// # }
    /// ```
    pub fn transaction_retrying<'a, F, R, E>(
        &'a self,
        retry: impl Into<Retry<D>>,
        work: F,
    ) -> impl Future<Output = Result<R, E>> + Send + 'a
    where
        F: for<'t> AsyncFn(&'t Tx<D>) -> Result<R, E>
            + for<'t> AsyncClosureAgain<&'t Tx<D>, Result<R, E>, Future: Send>
            + Send
            + Sync
            + 'a,
        R: Send + 'a,
        E: From<Error> + Retryable + Send + 'a,
    {
        let retry = retry.into();
        async move {
            let mut attempt = 1;
            loop {
                let result = match self.start(&retry.options.beginning, attempt).await {
                    Ok(tx) => {
                        let result = tx.enclose(work(&tx)).await;
                        tx.finish(result).await
                    }
                    Err(error) => Err(error.into()),
                };
                match result {
                    Err(error) if error.is_retryable() => {
                        if !retry.waits_after(attempt).await {
                            return Err(error.after_attempts(attempt));
                        }
                        attempt += 1;
                    }
                    result => return result,
                }
            }
        }
    }

    /// Begins a transaction. It ends with [`Tx::commit`] or [`Tx::rollback`]; dropped before, it is rolled back.
    pub async fn begin(&self) -> Result<Tx<D>, Error> {
        self.start(&Beginning::default(), 1).await
    }

    /// The same with an isolation level, an access mode and the like.
    pub async fn begin_with(&self, options: TransactionOptions<D>) -> Result<Tx<D>, Error> {
        self.start(&options.beginning, 1).await
    }

    /// The same database, for statements that are meant to run on a connection of their own inside the closure of a
    /// transaction, and to stay when it is rolled back. Run on any other `Db` there, a statement is warned of.
    ///
    /// It makes no difference where a statement would wait for the transaction around it for ever: when the pool has but one
    /// connection, or both write one SQLite file.
    #[must_use]
    pub fn detached(&self) -> Self {
        Self { is_detached: true, ..self.clone() }
    }

    /// How the connections of its pool are used at this moment.
    pub fn pool_status(&self) -> PoolStatus {
        self.pool.status()
    }

    async fn start(&self, beginning: &Beginning, attempt: u32) -> Result<Tx<D>, Error> {
        let (pooled, enclosing) = self.acquire().await?;
        let (pool, listener) = (self.pool.id(), self.listener.clone());
        Tx::start(Start { pooled, pool, listener, beginning, enclosing, attempt }).await
    }

    /// Takes a connection. With it comes the transaction on the same pool in which the caller is: its connection is not used.
    async fn acquire(&self) -> Result<(Pooled, Option<Enclosing>), Error> {
        let enclosing = Enclosing::on(self.pool.id());
        if enclosing.is_some() {
            if self.pool.status().limit == 1 {
                return Err(transaction::waits_for_itself(
                    "the transaction has the only connection of the pool",
                ));
            }
            if !self.is_detached {
                tracing::warn!(
                    target: "orm_core::transaction",
                    "a statement is run on `db` inside of a transaction: it takes another connection, and sees and undoes \
                     nothing of the transaction; run it on `tx`, or on `db.detached()` if that is meant"
                );
            }
        }
        Ok((self.pool.acquire().await?, enclosing))
    }

    /// Closes the pool and waits until all its connections are closed.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

impl<D: Database> Clone for Db<D> {
    fn clone(&self) -> Self {
        Self {
            pool: self.pool.clone(),
            listener: self.listener.clone(),
            is_detached: self.is_detached,
            database: PhantomData,
        }
    }
}

impl<D: Database> std::fmt::Debug for Db<D> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Db").field("dialect", &D::DIALECT).finish_non_exhaustive()
    }
}

impl<D: Database> Sealed for &Db<D> {}

impl<D: Database> Executor<D> for &Db<D> {
    fn lease<'e>(self) -> BoxFuture<'e, Result<Lease<'e>, Error>>
    where
        Self: 'e,
    {
        Box::pin(async move {
            let (pooled, enclosing) = self.acquire().await?;
            let is_locked_out = D::DIALECT == Dialect::Sqlite && enclosing.is_some_and(|it| it.locks_file);
            let lease = Lease::pooled(pooled, self.listener.clone());
            Ok(if is_locked_out { lease.locked_out() } else { lease })
        })
    }
}
