//! The errors of sqlx as ours. What a database says is kept only where it cannot hold a value.

use std::borrow::Cow;
use std::time::Duration;

use orm_schema::Dialect;

use super::driver::Wire;
use super::pool::PoolStatus;
use crate::error::{Error, ErrorKind};
use crate::schema::TableMeta;
use crate::types::DecodeError;

/// What is known of the statement that failed.
#[derive(Clone, Copy, Default)]
pub(super) struct About<'a> {
    /// The table it writes.
    pub(super) table: Option<&'a TableMeta>,
    /// Were values bound, which a message may repeat?
    pub(super) has_values: bool,
    /// Does it remove rows? Then it breaks the foreign keys of those that refer to them, not its own.
    #[cfg_attr(not(feature = "postgres"), expect(dead_code, reason = "the others say it by themselves"))]
    pub(super) is_delete: bool,
}

/// The error of such a statement.
pub(super) fn map<W: Wire>(error: sqlx::Error, about: About<'_>) -> Error {
    match error {
        sqlx::Error::Database(error) => W::rejected(error.as_ref(), about),
        sqlx::Error::Io(error) => {
            Error::new(ErrorKind::Connection, format!("the connection to the database failed: {error}"))
                .with_source(error)
        }
        // The pool says more where it is asked.
        sqlx::Error::PoolTimedOut => Error::new(ErrorKind::Pool, "no connection became free in time"),
        sqlx::Error::PoolClosed => pool_closed(),
        sqlx::Error::WorkerCrashed => {
            Error::new(ErrorKind::Connection, "the thread of the SQLite connection has ended")
        }
        sqlx::Error::Configuration(error) => {
            // It may quote a piece of the URL, and so of the password.
            let problem = error.to_string();
            let problem = without_values(&problem);
            Error::new(ErrorKind::Connection, format!("the database URL cannot be used: {problem}"))
        }
        sqlx::Error::Tls(error) => {
            Error::new(ErrorKind::Connection, format!("TLS with the database failed: {error}"))
        }
        // The message may print what was sent.
        sqlx::Error::Protocol(_) => Error::new(
            ErrorKind::Connection,
            "the database sent something that its driver does not understand; check that it is what the URL says",
        ),
        sqlx::Error::Encode(_) => Error::new(ErrorKind::Encode, "a value cannot be sent"),
        sqlx::Error::TypeNotFound { type_name } => Error::new(
            ErrorKind::Sql { code: None },
            format!("the database has no type `{type_name}`; {PENDING}"),
        ),
        sqlx::Error::BeginFailed => {
            Error::new(ErrorKind::Transaction, "the database did not begin a transaction")
        }
        sqlx::Error::InvalidArgument(message) => Error::new(
            ErrorKind::Sql { code: None },
            format!("the driver refuses the statement: {}", without_values(&message)),
        ),
        // The others may hold what was read or bound.
        _ => Error::new(ErrorKind::Sql { code: None }, "the driver failed at the statement"),
    }
}

/// The error of a statement about no table.
pub(super) fn map_plain<W: Wire>(error: sqlx::Error) -> Error {
    map::<W>(error, About::default())
}

/// No connection became free.
pub(super) fn pool_timed_out(waited: Duration, status: PoolStatus) -> Error {
    let PoolStatus { limit, in_use, .. } = status;
    Error::new(
        ErrorKind::Pool,
        format!(
            "no connection became free in {waited:?}: {in_use} of {limit} are in use; \
             raise the limit of the pool, or hold connections for a shorter time"
        ),
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

/// A notification that the type of its channel cannot read.
#[cfg(feature = "postgres")]
pub(super) fn decode_payload(channel: &str, error: &DecodeError) -> Error {
    Error::new(
        ErrorKind::Decode { column: channel.to_owned() },
        format!("what was sent over the channel `{channel}` cannot be read: {error}"),
    )
}

/// A value that has no form in the database.
pub(super) fn encode(error: &(dyn std::error::Error + Send + Sync)) -> Error {
    Error::new(ErrorKind::Encode, format!("a value cannot be sent: {error}"))
}

/// Placeholders in the user's own words that have no value.
#[cfg(feature = "sqlite")]
pub(super) fn unbound(placeholders: usize, values: usize) -> Error {
    Error::new(
        ErrorKind::Encode,
        format!(
            "the SQL has {placeholders} placeholders and {values} values: bind a value where it stands, `.bind(..)`"
        ),
    )
}

/// Why a table or a column may be unknown.
pub(super) const PENDING: &str = "migrations may be pending";

/// The message without what it quotes: a quoted value may hold quotes itself, so all from the first to the last one goes.
pub(super) fn without_values(message: &str) -> Cow<'_, str> {
    // Databases quote as the language of their messages does.
    const QUOTES: [char; 8] = ['"', '\'', '`', '«', '»', '„', '“', '”'];
    match (message.find(QUOTES), message.rfind(QUOTES)) {
        (Some(first), Some(last)) => {
            let width = message[last..].chars().next().map_or(0, char::len_utf8);
            Cow::Owned(format!("{}…{}", &message[..first], &message[last + width..]))
        }
        _ => Cow::Borrowed(message),
    }
}

/// What a message says is wrong with a value, without the value: databases name it after a colon, or quote it.
#[cfg(any(feature = "postgres", feature = "mysql"))]
pub(super) fn problem_of_value(message: &str) -> String {
    let told = without_values(message);
    told.split_once(": ").map_or(&*told, |(problem, _)| problem).to_owned()
}

/// Refuses the URL of another database before the driver says something less clear. The URL may hold a password: only its
/// scheme is told.
pub(super) fn check_scheme(url: &str, dialect: Dialect, expected: &str) -> Result<(), Error> {
    if Dialect::from_url(url) == Some(dialect) {
        return Ok(());
    }
    // What stands before the colon may be a user and a password when the URL has no scheme.
    let scheme = url.split_once("://").map(|(scheme, _)| scheme);
    let told = match scheme.filter(|scheme| scheme.bytes().all(|byte| byte.is_ascii_alphabetic())) {
        Some(scheme) => format!("`{scheme}:`"),
        None => "this".to_owned(),
    };
    Err(Error::new(
        ErrorKind::Connection,
        format!("{told} is not the URL of a {dialect} database; it starts with `{expected}:`"),
    ))
}
