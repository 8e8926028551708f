//! The errors of sqlx as ours. What a database says is kept only where it cannot hold a value.

use orm_schema::Dialect;

use super::driver::Wire;
use crate::error::{Error, ErrorKind};
use crate::schema::TableMeta;
use crate::types::DecodeError;

/// The error of a statement about `table`.
pub(super) fn map<W: Wire>(error: sqlx::Error, table: Option<&TableMeta>) -> Error {
    match error {
        sqlx::Error::Database(error) => W::rejected(error.as_ref(), table),
        sqlx::Error::Io(error) => {
            Error::new(ErrorKind::Connection, format!("the connection to the database failed: {error}"))
                .with_source(error)
        }
        sqlx::Error::PoolTimedOut => pool_timed_out(),
        sqlx::Error::PoolClosed => pool_closed(),
        sqlx::Error::WorkerCrashed => {
            Error::new(ErrorKind::Connection, "the thread of the SQLite connection has ended")
        }
        sqlx::Error::Configuration(error) => {
            Error::new(ErrorKind::Connection, format!("the database URL cannot be used: {error}"))
        }
        sqlx::Error::Tls(error) => {
            Error::new(ErrorKind::Connection, format!("TLS with the database failed: {error}"))
        }
        sqlx::Error::Protocol(message) => {
            Error::new(ErrorKind::Connection, format!("the database sent something unexpected: {message}"))
        }
        sqlx::Error::BeginFailed => {
            Error::new(ErrorKind::Transaction, "the database did not begin a transaction")
        }
        other => Error::new(ErrorKind::Sql { code: None }, other.to_string()),
    }
}

/// The error of a statement about no table.
pub(super) fn map_plain<W: Wire>(error: sqlx::Error) -> Error {
    map::<W>(error, None)
}

/// No connection became free.
pub(super) fn pool_timed_out() -> Error {
    Error::new(
        ErrorKind::Pool,
        "no connection became free in time; raise the limit of the pool, or hold connections for a shorter time",
    )
}

/// The pool was closed.
pub(super) fn pool_closed() -> Error {
    Error::new(ErrorKind::Pool, "the pool is closed")
}

/// The server did not answer.
pub(super) fn unreachable() -> Error {
    Error::new(ErrorKind::Connection, "the database did not accept a connection in time")
}

/// A cell that its type cannot read.
pub(super) fn decode(column: &str, error: &DecodeError) -> Error {
    Error::new(
        ErrorKind::Decode { column: column.to_owned() },
        format!("column `{column}` of the result cannot be read: {error}"),
    )
}

/// A value that has no form in the database.
pub(super) fn encode(error: &(dyn std::error::Error + Send + Sync)) -> Error {
    Error::new(ErrorKind::Encode, format!("a value cannot be sent: {error}"))
}

/// The part of a message about a value that does not repeat it: databases quote the value after a colon.
#[cfg(any(feature = "postgres", feature = "mysql"))]
pub(super) fn without_value(message: &str) -> &str {
    let quote = [": \"", ": '"].iter().filter_map(|opening| message.find(opening)).min();
    &message[..quote.unwrap_or(message.len())]
}

/// Refuses the URL of another database before the driver says something less clear. The URL may hold a password: only its
/// scheme is told.
pub(super) fn check_scheme(url: &str, dialect: Dialect, expected: &str) -> Result<(), Error> {
    if Dialect::from_url(url) == Some(dialect) {
        return Ok(());
    }
    let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
    Err(Error::new(
        ErrorKind::Connection,
        format!("`{scheme}:` is not the URL of a {dialect} database; it starts with `{expected}:`"),
    ))
}
