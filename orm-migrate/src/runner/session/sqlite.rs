//! A session on SQLite.

use std::time::Duration;

use futures_util::future::BoxFuture;
use orm_schema::Dialect;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Sqlite, SqlitePool};

use super::connection::{Handle, session};
use super::{Session, Target, sealed};
use crate::runner::MigrateError;

/// The runner waits for the lock by itself, and wants to speak about it in the meantime.
const BUSY_TIMEOUT: Duration = Duration::from_millis(250);

struct SqliteSession {
    handle: Handle<Sqlite>,
    path: String,
}

session!(SqliteSession, Sqlite, Dialect::Sqlite, str::to_owned, false);

impl Target for SqlitePool {}

impl sealed::Open for SqlitePool {
    /// A database in memory lives in the connections of its pool, so that one of them does the work.
    fn open(&self) -> BoxFuture<'_, Result<Box<dyn Session>, MigrateError>> {
        Box::pin(async move {
            let options = self.connect_options();
            let path = options.get_filename().display().to_string();
            let opened = if is_in_memory(&options) {
                self.acquire().await.map(Handle::Lent)
            } else {
                options
                    .as_ref()
                    .clone()
                    .busy_timeout(BUSY_TIMEOUT)
                    .connect()
                    .await
                    .map(|connection| Handle::Own(Box::new(connection)))
            };
            match opened {
                Ok(handle) => Ok(Box::new(SqliteSession { handle, path }) as Box<dyn Session>),
                Err(error) => Err(failure(&path, "opening the database file", error)),
            }
        })
    }
}

/// The driver names every in-memory database `file:sqlx-in-memory-N`; `mode=memory` in the URL names one explicitly.
fn is_in_memory(options: &SqliteConnectOptions) -> bool {
    let path = options.get_filename().to_string_lossy();
    path.starts_with("file:sqlx-in-memory-")
        || path == ":memory:"
        || options.to_url_lossy().as_str().contains("mode=memory")
}

impl SqliteSession {
    /// The primary result code: the extended codes carry it in their lowest byte. <https://sqlite.org/rescode.html>
    fn error_code(error: &sqlx::Error) -> Option<String> {
        let code: u32 = error.as_database_error()?.code()?.parse().ok()?;
        Some((code & 0xff).to_string())
    }

    fn own_failure(&self, action: &'static str, error: sqlx::Error) -> MigrateError {
        failure(&self.path, action, error)
    }
}

fn failure(path: &str, action: &'static str, error: sqlx::Error) -> MigrateError {
    let path = path.to_owned();
    match (SqliteSession::error_code(&error).as_deref(), error) {
        (Some("8"), _) => MigrateError::ReadOnly { path },
        // 14: cannot open; 26: not a database; 11: malformed.
        (Some("11" | "14" | "26"), error) => {
            MigrateError::CannotOpen { path, message: super::message(&error) }
        }
        (_, source) => MigrateError::Database { action, source },
    }
}
