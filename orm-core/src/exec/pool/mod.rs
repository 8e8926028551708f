//! Pools of connections of any of the databases, without a type parameter.
//!
//! `Db::connect` makes a pool of ours ([`Kept`]); a pool of sqlx that the user brings stays what it is.

mod kept;
mod options;
#[cfg(any(feature = "postgres", feature = "mysql"))]
mod server;

#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

#[cfg(feature = "sqlite")]
use sqlx::SqlStr;
use sqlx::pool::PoolConnection;
#[cfg(feature = "sqlite")]
use tokio::runtime::Handle;
use tokio::time::timeout;

pub(super) use self::kept::{Condition, Kept, Limits, Loan, Manager};
pub(super) use self::options::PoolSettings;
pub use self::options::{PoolOptions, PoolStatus};
#[cfg(any(feature = "postgres", feature = "mysql"))]
pub(super) use self::server::{Served, Server};
use super::connection::Connection;
#[cfg(feature = "sqlite")]
use super::driver;
use super::failure;
use crate::error::Error;

/// A pool of sqlx says whether a connection is free and lends it in two steps, between which somebody else may take it. So
/// long it may take to lend one, or to open it.
const FREE: Duration = Duration::from_secs(2);

/// A pool. Cloning it clones a handle.
#[derive(Debug, Clone)]
pub struct Pool {
    kind: Kind,
    id: PoolId,
}

/// Which pool it is: clones have the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PoolId(u64);

impl Pool {
    pub(super) fn new(kind: Kind) -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        Self { kind, id: PoolId(NUMBER.fetch_add(1, Ordering::Relaxed)) }
    }

    pub(super) fn kind(&self) -> &Kind {
        &self.kind
    }

    pub(super) fn id(&self) -> PoolId {
        self.id
    }
}

/// Writes the pools, the connections they lend and what both do, one variant after the other.
macro_rules! pools {
    (
        sqlx: $($feature:literal $variant:ident $database:ident $pool:ident;)*
        kept: $($kept_feature:literal $kept:ident $manager:ty;)*
    ) => {
        /// A pool of sqlx, or one of ours.
        #[derive(Debug, Clone)]
        pub(super) enum Kind {
            $(
                #[cfg(feature = $feature)]
                $variant(sqlx::$pool),
            )*
            $(
                #[cfg(feature = $kept_feature)]
                $kept(Arc<Kept<$manager>>),
            )*
        }

        impl Pool {
            /// Takes a connection that lies ready in a pool of ours.
            pub(super) fn acquire_ready(&self) -> Option<Pooled> {
                match &self.kind {
                    $(
                        #[cfg(feature = $feature)]
                        Kind::$variant(_) => None,
                    )*
                    $(
                        #[cfg(feature = $kept_feature)]
                        Kind::$kept(pool) => pool.acquire_ready().map(Pooled::$kept),
                    )*
                }
            }

            /// Takes a connection, waiting until one is free.
            pub(super) async fn acquire(&self) -> Result<Pooled, Error> {
                Ok(match &self.kind {
                    $(
                        #[cfg(feature = $feature)]
                        Kind::$variant(pool) => {
                            // Its future is large, and whoever waits for a pool of ours would carry it along.
                            let acquired = Box::pin(pool.acquire()).await;
                            Pooled::$variant(acquired.map_err(|error| match error {
                                sqlx::Error::PoolTimedOut => {
                                    failure::pool_timed_out(pool.options().get_acquire_timeout(), self.status())
                                }
                                error => failure::map_plain::<sqlx::$database>(error),
                            })?)
                        }
                    )*
                    $(
                        #[cfg(feature = $kept_feature)]
                        Kind::$kept(pool) => Pooled::$kept(pool.acquire().await?),
                    )*
                })
            }

            /// Takes a connection if one is free, or may be opened at once. One that cannot be opened is none.
            pub(super) async fn acquire_free(&self) -> Option<Pooled> {
                match &self.kind {
                    $(
                        #[cfg(feature = $feature)]
                        Kind::$variant(pool) => {
                            let PoolStatus { limit, in_use, .. } = self.status();
                            if in_use >= limit {
                                return None;
                            }
                            timeout(FREE, Box::pin(pool.acquire())).await.ok()?.ok().map(Pooled::$variant)
                        }
                    )*
                    $(
                        #[cfg(feature = $kept_feature)]
                        Kind::$kept(pool) => pool.acquire_free().await.ok().flatten().map(Pooled::$kept),
                    )*
                }
            }

            /// How its connections are used.
            pub(super) fn status(&self) -> PoolStatus {
                match &self.kind {
                    $(
                        #[cfg(feature = $feature)]
                        Kind::$variant(pool) => {
                            let idle = u32::try_from(pool.num_idle()).unwrap_or(u32::MAX);
                            let limit = pool.options().get_max_connections();
                            PoolStatus { limit, in_use: pool.size().saturating_sub(idle), idle, waiting: None }
                        }
                    )*
                    $(#[cfg(feature = $kept_feature)] Kind::$kept(pool) => pool.status(),)*
                }
            }

            /// Closes all connections, waiting for those in use.
            pub(super) async fn close(&self) {
                match &self.kind {
                    $(#[cfg(feature = $feature)] Kind::$variant(pool) => pool.close().await,)*
                    $(#[cfg(feature = $kept_feature)] Kind::$kept(pool) => pool.close().await,)*
                }
            }
        }

        /// A connection that goes back to its pool when dropped.
        pub(super) enum Pooled {
            $(
                #[cfg(feature = $feature)]
                $variant(PoolConnection<sqlx::$database>),
            )*
            $(
                #[cfg(feature = $kept_feature)]
                $kept(Loan<$manager>),
            )*
        }

        impl Pooled {
            pub(super) fn connection(&mut self) -> Connection<'_> {
                match self {
                    $(#[cfg(feature = $feature)] Self::$variant(connection) => Connection::$variant(connection),)*
                    $(#[cfg(feature = $kept_feature)] Self::$kept(loan) => Connection::$kept(loan.connection()),)*
                }
            }

            /// Closes the connection instead of giving it back: its state is unknown.
            pub(super) fn close_on_drop(&mut self) {
                match self {
                    $(#[cfg(feature = $feature)] Self::$variant(connection) => connection.close_on_drop(),)*
                    $(#[cfg(feature = $kept_feature)] Self::$kept(loan) => loan.discard(),)*
                }
            }
        }
    };
}

impl Pooled {
    /// Gives back a connection on which a transaction that only reads was left open.
    pub(super) fn give_back_writable(self) {
        #[cfg(feature = "sqlite")]
        if let Self::Sqlite(mut connection) = self {
            // The setting outlives the transaction. Where nobody can undo it the connection is closed.
            let Ok(runtime) = Handle::try_current() else { return connection.close_on_drop() };
            runtime.spawn(async move {
                let text = SqlStr::from_static("PRAGMA query_only = 0");
                if driver::command::<sqlx::Sqlite>(&mut connection, text).await.is_err() {
                    connection.close_on_drop();
                }
            });
        }
    }
}

pools! {
    sqlx:
        "postgres" Postgres Postgres PgPool;
        "mysql" Mysql MySql MySqlPool;
        "sqlite" Sqlite Sqlite SqlitePool;
    kept:
        "postgres" KeptPostgres Server<sqlx::Postgres>;
        "mysql" KeptMysql Server<sqlx::MySql>;
        "sqlite" Direct super::sqlite::Files;
}
