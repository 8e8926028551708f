//! SQLite as the execution loop sees it.

use std::time::Duration;

use futures_util::future::BoxFuture;
use orm_schema::Dialect;
use sqlx::error::DatabaseError;
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqliteQueryResult, SqliteRow, SqliteSynchronous,
};
use sqlx::{Arguments, ConnectOptions, SqlitePool};

use super::{Files, bind, rejected};
use crate::dialect::Sqlite;
use crate::error::Error;
use crate::exec::driver::Wire;
use crate::exec::failure::About;
use crate::exec::pool::{Kept, Kind, Limits, Pool, PoolSettings};
use crate::exec::{Db, Done, Driver, Place, RowRef, failure};
use crate::types::Value;

/// Rows that the thread of a connection sends ahead. The default of sqlx, 50, wakes the reader twenty times as often.
const ROWS_AHEAD: usize = 1024;

impl Wire for sqlx::Sqlite {
    fn arguments(binds: Vec<Value>) -> Result<SqliteArguments, Error> {
        let mut arguments = SqliteArguments::default();
        arguments.reserve(binds.len(), 0);
        for value in binds {
            bind::add(&mut arguments, value).map_err(|error| failure::encode(error.as_ref()))?;
        }
        Ok(arguments)
    }

    fn row(row: &SqliteRow) -> RowRef<'_> {
        RowRef::Sqlite(row)
    }

    fn done(result: &SqliteQueryResult) -> Done {
        Done {
            rows_affected: result.rows_affected(),
            last_insert_id: Some(result.last_insert_rowid()),
            rows_read: 0,
        }
    }

    fn rejected(error: &dyn DatabaseError, about: About<'_>) -> Error {
        rejected::error(error, about)
    }
}

impl Driver for Sqlite {
    type Options = SqliteConnectOptions;

    fn place(options: &SqliteConnectOptions) -> Place {
        options.into()
    }

    fn options(url: &str) -> Result<SqliteConnectOptions, Error> {
        failure::check_scheme(url, Dialect::Sqlite, "sqlite")?;
        let options: SqliteConnectOptions = url.parse().map_err(failure::map_plain::<sqlx::Sqlite>)?;
        let options =
            options.foreign_keys(true).busy_timeout(Duration::from_secs(5)).row_buffer_size(ROWS_AHEAD);
        Ok(match mode(url) {
            Some("memory" | "ro") => options,
            // In WAL mode readers and the writer do not wait for each other, and NORMAL loses no consistency.
            // https://www.sqlite.org/wal.html
            _ => options
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Normal),
        })
    }

    fn open(options: SqliteConnectOptions, pool: PoolSettings) -> BoxFuture<'static, Result<Pool, Error>> {
        Box::pin(async move {
            let PoolSettings { mut limits, on_connect, is_lazy } = pool;
            if is_in_memory(&options) {
                // A database in memory lives as long as its connection. Several could share one only through a shared
                // cache, whose table locks ignore the busy timeout. https://www.sqlite.org/sharedcache.html
                limits = Limits { connections: 1, idle: Duration::MAX, age: Duration::MAX, ..limits };
            }
            let files = Files { options: options.disable_statement_logging(), on_connect };
            let kept = if is_lazy { Kept::new(files, limits) } else { Kept::open(files, limits).await? };
            Ok(Pool::new(Kind::Direct(kept)))
        })
    }
}

impl From<SqlitePool> for Db<Sqlite> {
    fn from(pool: SqlitePool) -> Self {
        let place = Place::from(&*pool.connect_options());
        Self::over(Pool::new(Kind::Sqlite(pool))).at(place)
    }
}

/// How the file is opened: `ro`, `rw`, `rwc` or `memory`.
fn mode(url: &str) -> Option<&str> {
    let is_in_memory = url.trim_start_matches("sqlite:").trim_start_matches("//").starts_with(":memory:");
    let parameters = url.split_once('?').map_or("", |(_, parameters)| parameters);
    let mode = parameters.split('&').find_map(|parameter| parameter.strip_prefix("mode="));
    if is_in_memory { Some("memory") } else { mode }
}

fn is_in_memory(options: &SqliteConnectOptions) -> bool {
    // The mode is told in the URL alone, and sqlx panics when the name of the file is no host that a URL may hold.
    let url = options.clone().filename("database").to_url_lossy();
    url.query_pairs().any(|(key, value)| key == "mode" && value == "memory")
}
