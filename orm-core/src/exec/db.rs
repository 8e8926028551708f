//! The handle of a database.

use std::marker::PhantomData;
use std::sync::Arc;

use futures_util::future::BoxFuture;

use super::executor::sealed::Sealed;
use super::pool::Pool;
use super::transaction::AsyncClosure;
use super::{Driver, Executor, Lease, Listener, StatementEvent, Tx};
use crate::dialect::Database;
use crate::error::Error;

/// A database: a pool of connections. Cheap to clone; clones share the pool.
pub struct Db<D: Database> {
    pool: Pool,
    listener: Option<Listener>,
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

    /// Opens a pool with these options of sqlx and its first connection. To choose the options of the pool as well, make a
    /// sqlx pool and turn it into a `Db` with `Db::from`.
    pub async fn connect_with(options: D::Options) -> Result<Self, Error> {
        Ok(Self::over(D::open(options).await?))
    }
}

impl<D: Database> Db<D> {
    pub(super) fn over(pool: Pool) -> Self {
        Self { pool, listener: None, database: PhantomData }
    }

    /// The same database, with `listener` called after every statement. The values of a statement are not told.
    ///
    /// ```no_run
    /// # use orm_core::{Db, dialect::Database};
    /// # fn listen<D: Database>(db: Db<D>) {
    /// let db = db.on_statement(|event| println!("{} ({} rows)", event.text, event.rows));
    /// # }
    /// ```
    #[must_use]
    pub fn on_statement(&self, listener: impl Fn(&StatementEvent<'_>) + Send + Sync + 'static) -> Self {
        Self { pool: self.pool.clone(), listener: Some(Arc::new(listener)), database: PhantomData }
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

    /// Begins a transaction. It ends with [`Tx::commit`] or [`Tx::rollback`]; dropped before, it is rolled back.
    pub async fn begin(&self) -> Result<Tx<D>, Error> {
        Tx::begin_on(&self.pool, self.listener.clone()).await
    }

    /// Closes the pool and waits until all its connections are closed.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

impl<D: Database> Clone for Db<D> {
    fn clone(&self) -> Self {
        Self { pool: self.pool.clone(), listener: self.listener.clone(), database: PhantomData }
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
        Box::pin(async move { Ok(Lease::pooled(self.pool.acquire().await?, self.listener.clone())) })
    }
}
