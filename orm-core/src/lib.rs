//! Tables as structs: a typed query builder and runtime for PostgreSQL, MySQL/MariaDB and SQLite.

extern crate self as orm_core;

mod const_message;
pub mod dialect;
mod macros;
#[cfg(feature = "models")]
pub mod models;
pub mod prelude;
pub mod schema;
pub mod types;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
