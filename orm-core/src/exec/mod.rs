//! Runs statements: connections, pools, transactions, decoding and error mapping. The only module that knows sqlx.
//!
//! An [`Executor`] lends a [`Lease`], one connection for one or several statements. A [`Request`] is a statement with its
//! values; its rows are visited one by one as [`crate::types::Cells`], without an intermediate collection.

mod row;
pub(crate) use row::RowRef;

#[cfg(feature = "exec")]
mod connection;
#[cfg(feature = "exec")]
mod db;
#[cfg(feature = "exec")]
mod driver;
#[cfg(feature = "exec")]
mod executor;
#[cfg(feature = "exec")]
mod failure;
#[cfg(feature = "exec")]
mod lease;
#[cfg(feature = "exec")]
mod limit;
#[cfg(feature = "mysql")]
mod mysql;
#[cfg(feature = "postgres")]
mod notify;
#[cfg(feature = "exec")]
mod observe;
#[cfg(feature = "exec")]
mod pool;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "exec")]
mod replicas;
#[cfg(feature = "exec")]
mod request;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg(feature = "exec")]
mod stop;
#[cfg(feature = "exec")]
mod stream;
#[cfg(feature = "exec")]
mod text;
#[cfg(feature = "exec")]
mod transaction;

#[cfg(feature = "postgres")]
pub use self::notify::{Channel, Heard, Listening, Payload};
#[cfg(feature = "sqlite")]
pub(crate) use self::sqlite::key_row;
#[cfg(feature = "exec")]
pub(crate) use self::stream::stream_on;
#[cfg(feature = "exec")]
pub use self::{
    db::Db,
    driver::Driver,
    executor::Executor,
    lease::{Lease, RowVisitor},
    observe::{Listener, LoggedStatement, Place, StatementEvent, StatementLog, Tagged},
    pool::{PoolOptions, PoolStatus},
    replicas::Replicas,
    request::{Access, Done, Request},
    stream::stream,
    text::Text,
    transaction::{
        AsyncClosure, AsyncClosureAgain, Isolation, Limited, Retry, Retryable, TransactionOptions, Tx,
    },
};
