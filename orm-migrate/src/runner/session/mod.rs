//! One connection for one run, the same on all databases. The only module that knows the drivers.

#[cfg(any(feature = "postgres", feature = "mysql", feature = "sqlite"))]
mod connection;
#[cfg(feature = "mysql")]
mod mysql;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "sqlite")]
mod sqlite;

use futures_util::future::BoxFuture;
use orm_schema::Dialect;

use super::error::MigrateError;

/// A database that can be migrated: `sqlx::PgPool`, `sqlx::MySqlPool` and `sqlx::SqlitePool`, each by its feature.
pub trait Target: sealed::Open + Sync {}

pub(crate) mod sealed {
    use super::{BoxFuture, MigrateError, Session};

    /// Opens the connection on which a run works.
    pub trait Open {
        /// A session of its own where the database allows it.
        fn open(&self) -> BoxFuture<'_, Result<Box<dyn Session>, MigrateError>>;
    }
}

/// A connection of the runner.
pub trait Session: Send {
    /// The database behind it.
    fn dialect(&self) -> Dialect;

    /// Sends one statement of a migration file as it is, unprepared: not every DDL statement can be prepared.
    fn run<'a>(&'a mut self, sql: &'a str) -> BoxFuture<'a, sqlx::Result<()>>;

    /// Runs a statement of ours with `?` for each of `values`; returns the number of rows it touched.
    fn execute<'a>(&'a mut self, sql: &'a str, values: &'a [Value]) -> BoxFuture<'a, sqlx::Result<u64>>;

    /// Runs a query of ours with `?` for each of `values`.
    fn query<'a>(
        &'a mut self,
        sql: &'a str,
        values: &'a [Value],
    ) -> BoxFuture<'a, sqlx::Result<Vec<Vec<Value>>>>;

    /// Runs several queries of ours at once, unprepared; returns the rows of all of them, one after the other.
    fn query_all<'a>(&'a mut self, sql: &'a str) -> BoxFuture<'a, sqlx::Result<Vec<Vec<Value>>>>;

    /// The code by which the database tells one error from another: the SQLSTATE of PostgreSQL, the number of MySQL, the
    /// primary result code of SQLite.
    fn code(&self, error: &sqlx::Error) -> Option<String>;

    /// The error of a statement of ours, told apart where a person can do something about it.
    fn failure(&self, action: &'static str, error: sqlx::Error) -> MigrateError;

    /// Ends the connection.
    fn close(self: Box<Self>) -> BoxFuture<'static, ()>;
}

/// A value of the history table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Text or NULL.
    Text(Option<String>),
    /// A whole number or NULL.
    Int(Option<i64>),
}

impl Value {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(Some(text.into()))
    }

    pub(crate) const fn int(number: i64) -> Self {
        Self::Int(Some(number))
    }

    pub(crate) fn as_int(&self) -> Option<i64> {
        match self {
            Self::Int(number) => *number,
            Self::Text(text) => text.as_deref()?.parse().ok(),
        }
    }

    pub(crate) fn into_text(self) -> Option<String> {
        match self {
            Self::Text(text) => text,
            Self::Int(number) => number.map(|number| number.to_string()),
        }
    }
}

/// The first value of the first row.
pub(crate) async fn scalar(
    session: &mut dyn Session,
    action: &'static str,
    sql: &str,
    values: &[Value],
) -> Result<Option<Value>, MigrateError> {
    let rows = match session.query(sql, values).await {
        Ok(rows) => rows,
        Err(error) => return Err(session.failure(action, error)),
    };
    Ok(rows.into_iter().next().and_then(|row| row.into_iter().next()))
}

/// Runs a statement of ours without values.
pub(crate) async fn run(
    session: &mut dyn Session,
    action: &'static str,
    sql: &str,
) -> Result<(), MigrateError> {
    session.run(sql).await.map_err(|error| session.failure(action, error))
}

/// What the database said, without the driver's frame around it.
pub(crate) fn message(error: &sqlx::Error) -> String {
    error.as_database_error().map_or_else(|| error.to_string(), |error| error.message().to_owned())
}
