//! Pools of connections of any of the databases, without a type parameter.
//!
//! `Db::connect` makes a pool of ours ([`Kept`]); a pool of sqlx that the user brings stays what it is.

mod kept;
#[cfg(any(feature = "postgres", feature = "mysql"))]
mod server;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use sqlx::pool::PoolConnection;

pub(super) use self::kept::{Condition, Kept, Limits, Loan, Manager};
#[cfg(any(feature = "postgres", feature = "mysql"))]
pub(super) use self::server::{Served, Server};
use super::connection::Connection;
use super::failure;
use crate::error::Error;

/// A pool. Cloning it clones a handle.
#[derive(Debug, Clone)]
pub struct Pool(pub(super) Kind);

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
            /// Takes a connection, waiting until one is free.
            pub(super) async fn acquire(&self) -> Result<Pooled, Error> {
                Ok(match &self.0 {
                    $(
                        #[cfg(feature = $feature)]
                        Kind::$variant(pool) => {
                            Pooled::$variant(pool.acquire().await.map_err(failure::map_plain::<sqlx::$database>)?)
                        }
                    )*
                    $(
                        #[cfg(feature = $kept_feature)]
                        Kind::$kept(pool) => Pooled::$kept(pool.acquire().await?),
                    )*
                })
            }

            /// Closes all connections, waiting for those in use.
            pub(super) async fn close(&self) {
                match &self.0 {
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
