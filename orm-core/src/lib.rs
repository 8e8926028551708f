//! Tables as structs: a typed query builder and runtime for PostgreSQL, MySQL/MariaDB and SQLite.

extern crate self as orm_core;

mod alias;
pub mod ast;
#[cfg(feature = "axum")]
pub mod axum;
mod const_message;
mod derived;
pub mod dialect;
#[doc(hidden)]
pub mod doc;
mod error;
pub mod exec;
pub mod expr;
mod macros;
#[cfg(feature = "models")]
pub mod models;
pub mod prelude;
pub mod query;
pub mod schema;
pub mod sql;
pub mod types;

pub use dialect::{Mysql, Postgres, Sqlite};
pub use error::{Error, ErrorKind, Violation};
#[cfg(feature = "postgres")]
pub use exec::{Channel, Heard, Listening};
#[cfg(feature = "exec")]
pub use exec::{
    Db, Isolation, PoolOptions, PoolStatus, Replicas, Retry, Retryable, StatementEvent, StatementLog,
    TransactionOptions, Tx,
};

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
