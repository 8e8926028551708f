//! A borrowed connection of any of the databases, without a type parameter.

use orm_schema::Dialect;
use sqlx::SqlStr;

use super::driver::Pace;
use super::{Done, Request, RowVisitor, driver};
use crate::error::Error;

/// A connection on which one statement after the other runs.
pub(super) enum Connection<'c> {
    #[cfg(feature = "postgres")]
    Postgres(&'c mut sqlx::PgConnection),
    #[cfg(feature = "mysql")]
    Mysql(&'c mut sqlx::MySqlConnection),
    #[cfg(feature = "sqlite")]
    Sqlite(&'c mut sqlx::SqliteConnection),
}

/// Calls a function of `driver` with the sqlx type of the connection's database.
macro_rules! dispatch {
    ($connection:expr, $function:ident($($argument:expr),*) $($dot_await:tt)*) => {
        match $connection {
            #[cfg(feature = "postgres")]
            Connection::Postgres(connection) => driver::$function::<sqlx::Postgres>(connection, $($argument),*) $($dot_await)*,
            #[cfg(feature = "mysql")]
            Connection::Mysql(connection) => driver::$function::<sqlx::MySql>(connection, $($argument),*) $($dot_await)*,
            #[cfg(feature = "sqlite")]
            Connection::Sqlite(connection) => driver::$function::<sqlx::Sqlite>(connection, $($argument),*) $($dot_await)*,
        }
    };
}

impl Connection<'_> {
    pub(super) fn dialect(&self) -> Dialect {
        match self {
            #[cfg(feature = "postgres")]
            Self::Postgres(_) => Dialect::Postgres,
            #[cfg(feature = "mysql")]
            Self::Mysql(_) => Dialect::Mysql,
            #[cfg(feature = "sqlite")]
            Self::Sqlite(_) => Dialect::Sqlite,
        }
    }

    /// The same connection for a shorter time.
    pub(super) fn reborrow(&mut self) -> Connection<'_> {
        match self {
            #[cfg(feature = "postgres")]
            Self::Postgres(connection) => Connection::Postgres(connection),
            #[cfg(feature = "mysql")]
            Self::Mysql(connection) => Connection::Mysql(connection),
            #[cfg(feature = "sqlite")]
            Self::Sqlite(connection) => Connection::Sqlite(connection),
        }
    }

    /// Runs one statement and hands each of its rows to `visit`.
    pub(super) async fn run(
        self,
        request: Request,
        visit: RowVisitor<'_>,
        pace: Pace,
    ) -> Result<Done, Error> {
        dispatch!(self, run(request, visit, pace).await)
    }

    /// Runs a statement of transaction control, without values and unprepared.
    pub(super) async fn command(self, text: SqlStr) -> Result<(), Error> {
        dispatch!(self, command(text).await)
    }

    /// Begins a transaction, or a savepoint when one is open.
    pub(super) async fn begin(self, statement: Option<SqlStr>) -> Result<(), Error> {
        dispatch!(self, begin(statement).await)
    }

    /// Ends the innermost [`Connection::begin`] and keeps its work.
    pub(super) async fn commit(self) -> Result<(), Error> {
        dispatch!(self, commit().await)
    }

    /// Ends the innermost [`Connection::begin`] and undoes its work.
    pub(super) async fn rollback(self) -> Result<(), Error> {
        dispatch!(self, rollback().await)
    }

    /// The same without waiting: the rollback is sent before the connection's next statement or when its pool takes it back.
    pub(super) fn start_rollback(self) {
        dispatch!(self, start_rollback());
    }
}
