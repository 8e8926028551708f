//! A borrowed connection of any of the databases, without a type parameter.

use orm_schema::Dialect;
use sqlx::SqlStr;

use super::driver::Pace;
#[cfg(any(feature = "postgres", feature = "mysql"))]
use super::pool::Served;
#[cfg(feature = "postgres")]
use super::postgres;
#[cfg(feature = "sqlite")]
use super::sqlite::Direct;
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
    /// Of a pool of ours.
    #[cfg(feature = "postgres")]
    KeptPostgres(&'c mut Served<sqlx::PgConnection>),
    /// Of a pool of ours.
    #[cfg(feature = "mysql")]
    KeptMysql(&'c mut Served<sqlx::MySqlConnection>),
    /// Of a pool of ours, without sqlx's thread.
    #[cfg(feature = "sqlite")]
    Direct(&'c mut Direct),
}

/// Calls a function of `driver` with the sqlx type of the connection's database, and `$direct` on a connection without.
macro_rules! dispatch {
    ($connection:expr, $function:ident($($argument:expr),*), |$direct:ident| $on_direct:expr) => {
        match $connection {
            #[cfg(feature = "postgres")]
            Connection::Postgres(connection) => driver::$function::<sqlx::Postgres>(connection, $($argument),*).await,
            #[cfg(feature = "mysql")]
            Connection::Mysql(connection) => driver::$function::<sqlx::MySql>(connection, $($argument),*).await,
            #[cfg(feature = "sqlite")]
            Connection::Sqlite(connection) => driver::$function::<sqlx::Sqlite>(connection, $($argument),*).await,
            #[cfg(feature = "postgres")]
            Connection::KeptPostgres(served) => {
                let result = driver::$function::<sqlx::Postgres>(served.start(), $($argument),*).await;
                served.ran(&result);
                result
            }
            #[cfg(feature = "mysql")]
            Connection::KeptMysql(served) => {
                let result = driver::$function::<sqlx::MySql>(served.start(), $($argument),*).await;
                served.ran(&result);
                result
            }
            #[cfg(feature = "sqlite")]
            Connection::Direct($direct) => $on_direct,
        }
    };
}

impl Connection<'_> {
    pub(super) fn dialect(&self) -> Dialect {
        match self {
            #[cfg(feature = "postgres")]
            Self::Postgres(_) | Self::KeptPostgres(_) => Dialect::Postgres,
            #[cfg(feature = "mysql")]
            Self::Mysql(_) | Self::KeptMysql(_) => Dialect::Mysql,
            #[cfg(feature = "sqlite")]
            Self::Sqlite(_) | Self::Direct(_) => Dialect::Sqlite,
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
            #[cfg(feature = "postgres")]
            Self::KeptPostgres(served) => Connection::KeptPostgres(served),
            #[cfg(feature = "mysql")]
            Self::KeptMysql(served) => Connection::KeptMysql(served),
            #[cfg(feature = "sqlite")]
            Self::Direct(direct) => Connection::Direct(direct),
        }
    }

    /// Runs one statement and hands each of its rows to `visit`.
    pub(super) async fn run(
        self,
        request: Request,
        visit: RowVisitor<'_>,
        pace: Pace,
    ) -> Result<Done, Error> {
        if let Some(columns) = request.copied {
            return Box::pin(self.copy(request, columns)).await;
        }
        let ran = dispatch!(self, run(request, visit, pace), |direct| {
            return direct.run(request, visit, pace).await;
        });
        ran.map(|ran| ran.done)
    }

    /// Runs a COPY. A connection to a server on which it was cut off must be closed.
    async fn copy(self, request: Request, columns: usize) -> Result<Done, Error> {
        let _ = (&request, columns);
        match self {
            #[cfg(feature = "postgres")]
            Self::Postgres(connection) => postgres::copy(connection, request, columns).await,
            #[cfg(feature = "postgres")]
            Self::KeptPostgres(served) => {
                let result = postgres::copy(served.start(), request, columns).await;
                served.ran(&result);
                result
            }
            #[cfg(feature = "mysql")]
            Self::Mysql(_) | Self::KeptMysql(_) => Err(Error::unsupported(Dialect::Mysql, "COPY")),
            #[cfg(feature = "sqlite")]
            Self::Sqlite(_) | Self::Direct(_) => Err(Error::unsupported(Dialect::Sqlite, "COPY")),
        }
    }

    /// Runs a statement of transaction control, without values and unprepared.
    pub(super) async fn command(self, text: SqlStr) -> Result<(), Error> {
        dispatch!(self, command(text), |direct| direct.command(text.as_str().to_owned()).await)
    }

    /// Does SQLite wait when the file is locked, or fail at once? A connection of sqlx waits.
    pub(super) fn set_patient(&mut self, is_patient: bool) {
        #[cfg(feature = "sqlite")]
        if let Self::Direct(direct) = self {
            direct.set_patient(is_patient);
        }
        let _ = is_patient;
    }

    /// Makes a connection to SQLite refuse statements that write, or run them again.
    pub(super) async fn refuse_writes(self, refuses: bool) -> Result<(), Error> {
        #[cfg(feature = "sqlite")]
        match self {
            Self::Direct(direct) => direct.refuse_writes(refuses),
            Self::Sqlite(connection) => {
                let text = if refuses { "PRAGMA query_only = 1" } else { "PRAGMA query_only = 0" };
                driver::command::<sqlx::Sqlite>(connection, SqlStr::from_static(text)).await?;
            }
            #[cfg(any(feature = "postgres", feature = "mysql"))]
            _ => {}
        }
        let _ = refuses;
        Ok(())
    }

    /// Begins a transaction, or a savepoint when one is open.
    pub(super) async fn begin(self, statement: Option<SqlStr>) -> Result<(), Error> {
        dispatch!(self, begin(statement), |direct| direct.begin(statement.as_ref().map(SqlStr::as_str)).await)
    }

    /// Ends the innermost [`Connection::begin`] and keeps its work.
    pub(super) async fn commit(self) -> Result<(), Error> {
        dispatch!(self, commit(), |direct| direct.commit().await)
    }

    /// Ends the innermost [`Connection::begin`] and undoes its work.
    pub(super) async fn rollback(self) -> Result<(), Error> {
        dispatch!(self, rollback(), |direct| direct.rollback().await)
    }

    /// The same without waiting: the rollback is sent before the connection's next statement or when its pool takes it back.
    pub(super) fn start_rollback(self) {
        match self {
            #[cfg(feature = "postgres")]
            Self::Postgres(connection) => driver::start_rollback::<sqlx::Postgres>(connection),
            #[cfg(feature = "mysql")]
            Self::Mysql(connection) => driver::start_rollback::<sqlx::MySql>(connection),
            #[cfg(feature = "sqlite")]
            Self::Sqlite(connection) => driver::start_rollback::<sqlx::Sqlite>(connection),
            #[cfg(feature = "postgres")]
            Self::KeptPostgres(served) => driver::start_rollback::<sqlx::Postgres>(served.leave()),
            #[cfg(feature = "mysql")]
            Self::KeptMysql(served) => driver::start_rollback::<sqlx::MySql>(served.leave()),
            #[cfg(feature = "sqlite")]
            Self::Direct(direct) => direct.start_rollback(),
        }
    }
}
