//! A session on MySQL or MariaDB.

use futures_util::future::BoxFuture;
use orm_schema::Dialect;
use sqlx::mysql::{MySqlConnectOptions, MySqlDatabaseError};
use sqlx::{ConnectOptions as _, MySql, MySqlPool};

use super::connection::{Handle, session};
use super::{Session, Target, sealed};
use crate::runner::MigrateError;

struct MySqlSession {
    handle: Handle<MySql>,
}

// To close a statement is a packet without an answer: the next one would wait for its delayed acknowledgement, 40 ms.
session!(MySqlSession, MySql, Dialect::Mysql, str::to_owned, true);

impl Target for MySqlPool {}

impl sealed::Open for MySqlPool {
    fn open(&self) -> BoxFuture<'_, Result<Box<dyn Session>, MigrateError>> {
        Box::pin(async move {
            let options = self.connect_options();
            let patience = self.options().get_acquire_timeout();
            let connection = match tokio::time::timeout(patience, options.connect()).await {
                Ok(Ok(connection)) => connection,
                Ok(Err(error)) => return Err(refusal(&options, error)),
                Err(_) => return Err(refusal(&options, sqlx::Error::PoolTimedOut)),
            };
            Ok(Box::new(MySqlSession { handle: Handle::Own(Box::new(connection)) }) as Box<dyn Session>)
        })
    }
}

impl MySqlSession {
    /// The number: one SQLSTATE (`42000`) stands for a hundred different errors here.
    fn error_code(error: &sqlx::Error) -> Option<String> {
        let error = error.as_database_error()?.try_downcast_ref::<MySqlDatabaseError>()?;
        Some(error.number().to_string())
    }

    #[expect(clippy::unused_self, reason = "the same shape for all sessions")]
    fn own_failure(&self, action: &'static str, source: sqlx::Error) -> MigrateError {
        MigrateError::Database { action, source }
    }
}

/// Why the server could not be had. <https://dev.mysql.com/doc/mysql-errors/8.0/en/server-error-reference.html>
fn refusal(options: &MySqlConnectOptions, error: sqlx::Error) -> MigrateError {
    let place = options.get_socket().map_or_else(
        || format!("{}:{}", options.get_host(), options.get_port()),
        |socket| socket.display().to_string(),
    );
    let user = options.get_username().to_owned();
    match (MySqlSession::error_code(&error).as_deref(), error) {
        // 1044 and 1045: access denied to the database or to the server; 1698: the same without a password.
        (Some("1044" | "1045" | "1698"), error) => {
            MigrateError::Refused { place, user, message: super::message(&error) }
        }
        (Some("1049"), _) => MigrateError::DatabaseMissing {
            database: options.get_database().unwrap_or_default().to_owned(),
            place,
        },
        (None, source) => MigrateError::Unreachable { place, source },
        (Some(_), source) => MigrateError::Database { action: "connecting to the server", source },
    }
}
