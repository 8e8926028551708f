//! MySQL and MariaDB: their arguments, cells and errors. Sessions run in UTC, so `DATETIME` and `TIMESTAMP` hold one time.

mod bind;
mod cell;
mod rejected;
mod wire;

pub(super) use cell::MysqlCell;
