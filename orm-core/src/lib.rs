//! Tables as structs: a typed query builder and runtime for PostgreSQL, MySQL/MariaDB and SQLite.

extern crate self as orm_core;

pub mod types;
