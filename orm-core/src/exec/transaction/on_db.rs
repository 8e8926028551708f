//! Beginning transactions.

use super::{AsyncClosure, AsyncClosureAgain, Beginning, Retry, Retryable, Start, TransactionOptions, Tx};
use crate::dialect::Database;
use crate::error::Error;
use crate::exec::Db;

impl<D: Database> Db<D> {
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

    async fn start(&self, beginning: &Beginning, attempt: u32) -> Result<Tx<D>, Error> {
        let (pooled, enclosing) = self.acquire().await?;
        let (pool, listener, limit) = (self.pool().clone(), self.listener(), self.limit());
        Tx::start(Start { pooled, pool, listener, limit, beginning, enclosing, attempt }).await
    }
}
