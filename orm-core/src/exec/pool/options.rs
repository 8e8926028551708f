//! How many connections a pool holds, for how long, and how each begins.

use std::marker::PhantomData;
use std::time::Duration;

use super::Limits;
use crate::error::Error;
use crate::exec::{Db, Driver};

/// How the pool of a [`Db`] is made: how many connections, for how long, and what each of them runs first.
///
/// ```no_run
/// use std::time::Duration;
///
/// use orm_core::{Error, PoolOptions, Postgres};
///
/// # #[cfg(feature = "postgres")]
/// # async fn open() -> Result<(), Error> {
/// let db = PoolOptions::<Postgres>::new()
///     .size(20)
///     .acquire_timeout(Duration::from_secs(3))
///     .on_connect("set application_name = 'shop'")
///     .connect("postgres://localhost/shop")
///     .await?;
/// # Ok(())
/// # }
/// ```
///
/// A SQLite database in memory has one connection, which is kept for as long as the pool, whatever is said here.
#[derive(Debug, Clone)]
#[must_use]
#[non_exhaustive]
pub struct PoolOptions<D> {
    limits: Limits,
    on_connect: Vec<String>,
    is_lazy: bool,
    database: PhantomData<D>,
}

/// The same without a type parameter.
#[derive(Debug, Default)]
pub struct PoolSettings {
    pub(in crate::exec) limits: Limits,
    pub(in crate::exec) on_connect: Vec<String>,
    pub(in crate::exec) is_lazy: bool,
}

impl<D: Driver> PoolOptions<D> {
    /// Up to 10 connections, each for half an hour at most and closed after ten idle minutes; 30 seconds to get one.
    pub fn new() -> Self {
        Self { limits: Limits::default(), on_connect: Vec::new(), is_lazy: false, database: PhantomData }
    }

    /// At most so many connections. Zero is one.
    pub fn size(mut self, connections: u32) -> Self {
        self.limits.connections = connections.max(1);
        self
    }

    /// Waits so long for a free connection and, apart from it, for a new one to be opened. Then the statement fails with
    /// [`ErrorKind::Pool`](crate::ErrorKind::Pool) or [`ErrorKind::Connection`](crate::ErrorKind::Connection).
    pub fn acquire_timeout(mut self, patience: Duration) -> Self {
        self.limits.patience = patience;
        self
    }

    /// Closes a connection that lay idle for so long.
    pub fn idle_timeout(mut self, idle: Duration) -> Self {
        self.limits.idle = idle;
        self
    }

    /// Closes a connection that is so old when it comes back, so that servers behind a balancer share the load again.
    pub fn max_lifetime(mut self, age: Duration) -> Self {
        self.limits.age = age;
        self
    }

    /// Runs `sql` on each new connection before it is used, after what was given before. It is sent as it is: no part of it
    /// may come from a user.
    pub fn on_connect(mut self, sql: impl Into<String>) -> Self {
        self.on_connect.push(sql.into());
        self
    }

    /// Opens no connection before the first one is needed, so that a database that is down does not keep the program from
    /// starting.
    pub fn lazy(mut self) -> Self {
        self.is_lazy = true;
        self
    }

    /// Opens a pool for the database at `url`, as [`Db::connect`] does.
    pub async fn connect(self, url: &str) -> Result<Db<D>, Error> {
        self.connect_with(D::options(url)?).await
    }

    /// Opens a pool with these options of sqlx for each connection.
    pub async fn connect_with(self, options: D::Options) -> Result<Db<D>, Error> {
        let Self { limits, on_connect, is_lazy, .. } = self;
        let place = D::place(&options);
        Ok(Db::over(D::open(options, PoolSettings { limits, on_connect, is_lazy }).await?).at(place))
    }
}

impl<D: Driver> Default for PoolOptions<D> {
    fn default() -> Self {
        Self::new()
    }
}

/// How the connections of a pool are used at this moment. [`Db::pool_status`] gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct PoolStatus {
    /// How many connections there may be.
    pub limit: u32,
    /// How many of them run statements or transactions, or are being opened for one.
    pub in_use: u32,
    /// How many lie idle.
    pub idle: u32,
    /// How many callers wait for one. A pool of sqlx does not tell.
    pub waiting: Option<u32>,
}
