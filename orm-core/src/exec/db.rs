//! The handle of a database.

use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::{BoxFuture, ready};
use orm_schema::Dialect;

use super::executor::sealed::Sealed;
use super::limit::Limit;
use super::pool::{Pool, Pooled};
use super::transaction::{self, Enclosing};
use super::{Access, Driver, Executor, Lease, Listener, Place, PoolOptions, PoolStatus, Replicas};
use crate::dialect::Database;
use crate::error::Error;

/// A database: a pool of connections. Cheap to clone; clones share the pool.
pub struct Db<D: Database> {
    pool: Pool,
    pub(super) listener: Option<Listener>,
    /// May its statements run inside the closure of a transaction, beside the transaction?
    is_detached: bool,
    /// How long each statement may take.
    limit: Option<Duration>,
    replicas: Option<Arc<Replicas<D>>>,
    route: Route,
    database: PhantomData<D>,
}

/// Where statements go when there are replicas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Route {
    /// Those that are known to only read to a replica.
    Split,
    Primary,
    Replica,
}

impl<D: Driver> Db<D> {
    /// Opens a pool for the database at `url` and its first connection.
    ///
    /// SQLite files are created when they are missing, run in WAL mode with foreign keys on, and wait five seconds for a lock.
    /// MySQL sessions run in UTC, cut no text that `group_concat` makes, leave the check of what is grouped to us
    /// (`ONLY_FULL_GROUP_BY` is off), and tell plans in their first form.
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
        Self {
            pool,
            listener: None,
            is_detached: false,
            limit: None,
            replicas: None,
            route: Route::Split,
            database: PhantomData,
        }
    }

    /// At this place.
    pub(super) fn at(mut self, place: Place) -> Self {
        self.listener = Some(Listener::at(place));
        self
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

    /// The same database, whose statements may take so long each. Then they fail with
    /// [`ErrorKind::Timeout`](crate::ErrorKind::Timeout), and the connection is as good as before or closed.
    ///
    /// The time is that of the statement and its rows, of a stream that of its first row. It does not count waiting for a
    /// connection, BEGIN and COMMIT. In a transaction PostgreSQL runs nothing more after it; a savepoint around the statement
    /// keeps it alive. Inside one, [`Tx::timeout`](crate::Tx::timeout) limits a single statement.
    ///
    /// ```no_run
    /// use std::time::Duration;
    ///
    /// use orm_core::{Db, Error, dialect::Database, prelude::*};
    ///
    /// # async fn run<D: Database>(db: Db<D>) -> Result<(), Error> {
    /// let n: i64 = sql("select count(*) from posts").scalar(&db.timeout(Duration::from_secs(2))).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// The server is told to stop by a second connection (`pg_cancel_backend`, `KILL QUERY`), SQLite by an interrupt; one of a
    /// sqlx pool notices between two rows.
    #[must_use]
    pub fn timeout(&self, limit: Duration) -> Self {
        Self { limit: Some(limit), ..self.clone() }
    }

    /// A database whose reads are answered by `replicas`: the queries of the builder that lock nothing and write nothing in a
    /// `with`. Everything else goes to `primary`: inserts, updates, deletes, `sql(..)`, transactions and all in them.
    ///
    /// A replica that cannot be reached is passed over for ten seconds: the next one answers, and the primary when there is
    /// none. What a replica answers can be a moment old: read what was written just before with [`Db::on_primary`].
    ///
    /// ```no_run
    /// use orm_core::{Db, Error, PoolOptions, Postgres, Replicas};
    ///
    /// # #[cfg(feature = "postgres")]
    /// # async fn open() -> Result<(), Error> {
    /// let primary = Db::<Postgres>::connect("postgres://primary/shop").await?;
    /// let near = PoolOptions::new().lazy().connect("postgres://near/shop").await?;
    /// let far = PoolOptions::new().lazy().connect("postgres://far/shop").await?;
    /// let db = Db::with_replicas(primary, Replicas::new([near, far]).weights([3, 1]));
    /// # Ok(())
    /// # }
    /// ```
    pub fn with_replicas(primary: Self, replicas: impl Into<Replicas<D>>) -> Self {
        Self { replicas: Some(Arc::new(replicas.into())), ..primary }
    }

    /// The same database without its replicas, to read what was written just before.
    #[must_use]
    pub fn on_primary(&self) -> Self {
        Self { route: Route::Primary, ..self.clone() }
    }

    /// The same database, whose statements go to a replica unless they write through the builder: for `sql(..)` that only
    /// reads. Transactions stay on the primary.
    #[must_use]
    pub fn on_replica(&self) -> Self {
        Self { route: Route::Replica, ..self.clone() }
    }

    /// How the connections of its pool are used at this moment; with replicas, those to the primary.
    pub fn pool_status(&self) -> PoolStatus {
        self.pool.status()
    }

    pub(super) fn pool(&self) -> &Pool {
        &self.pool
    }

    pub(super) fn listener(&self) -> Option<Listener> {
        self.listener.clone()
    }

    pub(super) fn limit(&self) -> Option<Limit> {
        self.limit_on(&self.pool)
    }

    fn limit_on(&self, pool: &Pool) -> Option<Limit> {
        self.limit.map(|duration| Limit { duration, pool: pool.clone() })
    }

    /// A connection to a replica, if there is one that can be reached, and its pool.
    async fn replica<'e>(&self) -> Result<Option<(Lease<'e>, &Pool)>, Error> {
        let Some(replicas) = &self.replicas else { return Ok(None) };
        if Enclosing::on(self.pool.id()).is_some() {
            self.warn_beside_transaction();
        }
        let Some((pooled, pool)) = replicas.acquire().await? else { return Ok(None) };
        Ok(Some((self.lent_by(pool, pooled), pool)))
    }

    async fn primary<'e>(&self) -> Result<Lease<'e>, Error> {
        let (pooled, enclosing) = self.acquire().await?;
        Ok(self.lent_by_primary(pooled, enclosing.as_ref()))
    }

    /// The same if a connection lies ready and the caller is in no transaction.
    fn primary_ready<'e>(&self) -> Option<Lease<'e>> {
        if Enclosing::on(self.pool.id()).is_some() {
            return None;
        }
        self.pool.acquire_ready().map(|pooled| self.lent_by(&self.pool, pooled))
    }

    /// A connection to the primary.
    fn lease_primary(&self) -> BoxFuture<'_, Result<Lease<'_>, Error>> {
        match self.primary_ready() {
            Some(lease) => Box::pin(ready(Ok(lease))),
            None => Box::pin(self.primary()),
        }
    }

    fn lent_by<'e>(&self, pool: &Pool, pooled: Pooled) -> Lease<'e> {
        Lease::pooled(pooled, self.listener.clone(), self.limit_on(pool))
    }

    fn lent_by_primary<'e>(&self, pooled: Pooled, enclosing: Option<&Enclosing>) -> Lease<'e> {
        let is_locked_out = D::DIALECT == Dialect::Sqlite && enclosing.is_some_and(|it| it.locks_file);
        let lease = self.lent_by(&self.pool, pooled);
        if is_locked_out { lease.locked_out() } else { lease }
    }

    /// May a replica answer such a statement?
    fn is_for_replica(&self, access: Access) -> bool {
        let is_read = match self.route {
            Route::Split => access == Access::Reads,
            Route::Primary => false,
            Route::Replica => access != Access::Writes,
        };
        is_read && self.replicas.is_some()
    }

    /// Takes a connection. With it comes the transaction on the same pool in which the caller is: its connection is not used.
    pub(super) async fn acquire(&self) -> Result<(Pooled, Option<Enclosing>), Error> {
        let enclosing = Enclosing::on(self.pool.id());
        if enclosing.is_some() {
            if self.pool.status().limit == 1 {
                return Err(transaction::waits_for_itself(
                    "the transaction has the only connection of the pool",
                ));
            }
            self.warn_beside_transaction();
        }
        Ok((self.pool.acquire().await?, enclosing))
    }

    fn warn_beside_transaction(&self) {
        if !self.is_detached {
            tracing::warn!(
                target: "orm_core::transaction",
                "a statement is run on `db` inside of a transaction: it takes another connection, and sees and undoes \
                 nothing of the transaction; run it on `tx`, or on `db.detached()` if that is meant"
            );
        }
    }

    /// Closes the pool, and those of the replicas, and waits until all their connections are closed.
    pub async fn close(&self) {
        if let Some(replicas) = &self.replicas {
            replicas.close().await;
        }
        self.pool.close().await;
    }
}

impl<D: Database> Clone for Db<D> {
    fn clone(&self) -> Self {
        Self {
            pool: self.pool.clone(),
            listener: self.listener.clone(),
            is_detached: self.is_detached,
            limit: self.limit,
            replicas: self.replicas.clone(),
            route: self.route,
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
        self.lease_primary()
    }

    fn lease_for<'e>(self, access: Access) -> BoxFuture<'e, Result<Lease<'e>, Error>>
    where
        Self: 'e,
    {
        if !self.is_for_replica(access) {
            return self.lease_primary();
        }
        Box::pin(async move {
            match self.replica().await? {
                Some((lease, _)) => Ok(lease),
                None => self.primary().await,
            }
        })
    }

    fn leases_for<'e>(self, access: Access) -> BoxFuture<'e, Result<(Lease<'e>, Option<Lease<'e>>), Error>>
    where
        Self: 'e,
    {
        Box::pin(async move {
            if self.is_for_replica(access)
                && let Some((lease, pool)) = self.replica().await?
            {
                let beside = pool.acquire_free().await.map(|pooled| self.lent_by(pool, pooled));
                return Ok((lease, beside));
            }
            let (pooled, enclosing) = self.acquire().await?;
            let lease = self.lent_by_primary(pooled, enclosing.as_ref());
            let beside = self.pool.acquire_free().await;
            Ok((lease, beside.map(|pooled| self.lent_by_primary(pooled, enclosing.as_ref()))))
        })
    }
}
