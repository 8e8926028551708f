//! Tables as structs: a typed query builder and runtime for PostgreSQL, MySQL/MariaDB and SQLite.

extern crate self as orm_core;

mod const_message;
pub mod dialect;
mod error;
pub mod exec;
mod macros;
#[cfg(feature = "models")]
pub mod models;
pub mod prelude;
pub mod schema;
pub mod types;

pub use error::{Error, ErrorKind, Violation};
#[cfg(feature = "exec")]
pub use exec::{Db, Tx};

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
