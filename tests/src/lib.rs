//! What the tests of several crates share.
//!
//! - [`db_test!`](crate::db_test): one test body, run on a fresh database of each server
//! - [`database`]: that fresh database for a test that wants its URL
//! - [`live`]: the schema of a database, as the product reads it back
//! - [`migrations`]: migrations for tests of the runner
//! - [`observe`]: the schema of a database, told by tools that are not ours
//! - [`project`]: a temporary project folder in which to run `orm-migrate`
//! - [`raw`]: statements past the product
//! - [`tables`]: tables of derived structs, and rows read past the product
//! - [`ui`]: a file of user code, compiled, against the errors it expects
//! - [`workspace`]: where the sources are, and the libraries and programs that cargo built from them
//!
//! `docs/adding-a-test.md` says which kind of test goes where.

pub mod database;
pub mod live;
pub mod migrations;
pub mod observe;
pub mod project;
pub mod raw;
pub mod tables;
pub mod ui;
pub mod workspace;
