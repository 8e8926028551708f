//! Pools of connections of any of the databases, without a type parameter.

#[cfg(any(feature = "postgres", feature = "mysql"))]
use std::time::Duration;

use sqlx::pool::PoolConnection;
#[cfg(any(feature = "postgres", feature = "mysql"))]
use sqlx::{Connection as _, pool::PoolOptions};

use super::connection::Connection;
use super::failure;
use crate::error::Error;

/// A connection that lay idle for longer is asked whether it is alive before it is used.
#[cfg(any(feature = "postgres", feature = "mysql"))]
const IDLE: Duration = Duration::from_secs(30);

/// Opens a pool for a server.
///
/// A pool of its own would try to reach a server that refuses connections until the time to acquire one is up, so the first
/// connection is made past it. It would also ask a connection whether it is alive before each use, which costs three times
/// what the statement after it does: here it asks only those that lay idle.
#[cfg(any(feature = "postgres", feature = "mysql"))]
pub(super) async fn open<DB: sqlx::Database>(
    options: <DB::Connection as sqlx::Connection>::Options,
) -> Result<sqlx::Pool<DB>, sqlx::Error> {
    DB::Connection::connect_with(&options).await?.close().await?;
    let pool = PoolOptions::new().test_before_acquire(false).before_acquire(
        |connection: &mut DB::Connection, metadata| {
            Box::pin(async move {
                if metadata.idle_for > IDLE {
                    connection.ping().await?;
                }
                Ok(true)
            })
        },
    );
    Ok(pool.connect_lazy_with(options))
}

/// A pool of sqlx. Cloning it clones a handle.
#[derive(Debug, Clone)]
pub enum Pool {
    #[cfg(feature = "postgres")]
    #[doc(hidden)]
    Postgres(sqlx::PgPool),
    #[cfg(feature = "mysql")]
    #[doc(hidden)]
    Mysql(sqlx::MySqlPool),
    #[cfg(feature = "sqlite")]
    #[doc(hidden)]
    Sqlite(sqlx::SqlitePool),
}

impl Pool {
    /// Takes a connection, waiting until one is free.
    pub(super) async fn acquire(&self) -> Result<Pooled, Error> {
        Ok(match self {
            #[cfg(feature = "postgres")]
            Self::Postgres(pool) => {
                Pooled::Postgres(pool.acquire().await.map_err(failure::map_plain::<sqlx::Postgres>)?)
            }
            #[cfg(feature = "mysql")]
            Self::Mysql(pool) => {
                Pooled::Mysql(pool.acquire().await.map_err(failure::map_plain::<sqlx::MySql>)?)
            }
            #[cfg(feature = "sqlite")]
            Self::Sqlite(pool) => {
                Pooled::Sqlite(pool.acquire().await.map_err(failure::map_plain::<sqlx::Sqlite>)?)
            }
        })
    }

    /// Closes all connections, waiting for those in use.
    pub(super) async fn close(&self) {
        match self {
            #[cfg(feature = "postgres")]
            Self::Postgres(pool) => pool.close().await,
            #[cfg(feature = "mysql")]
            Self::Mysql(pool) => pool.close().await,
            #[cfg(feature = "sqlite")]
            Self::Sqlite(pool) => pool.close().await,
        }
    }
}

/// A connection that goes back to its pool when dropped.
pub(super) enum Pooled {
    #[cfg(feature = "postgres")]
    Postgres(PoolConnection<sqlx::Postgres>),
    #[cfg(feature = "mysql")]
    Mysql(PoolConnection<sqlx::MySql>),
    #[cfg(feature = "sqlite")]
    Sqlite(PoolConnection<sqlx::Sqlite>),
}

impl Pooled {
    pub(super) fn connection(&mut self) -> Connection<'_> {
        match self {
            #[cfg(feature = "postgres")]
            Self::Postgres(connection) => Connection::Postgres(connection),
            #[cfg(feature = "mysql")]
            Self::Mysql(connection) => Connection::Mysql(connection),
            #[cfg(feature = "sqlite")]
            Self::Sqlite(connection) => Connection::Sqlite(connection),
        }
    }

    /// Closes the connection instead of giving it back: its state is unknown.
    pub(super) fn close_on_drop(&mut self) {
        match self {
            #[cfg(feature = "postgres")]
            Self::Postgres(connection) => connection.close_on_drop(),
            #[cfg(feature = "mysql")]
            Self::Mysql(connection) => connection.close_on_drop(),
            #[cfg(feature = "sqlite")]
            Self::Sqlite(connection) => connection.close_on_drop(),
        }
    }
}
