//! A session on PostgreSQL.

use std::borrow::Cow;

use futures_util::future::BoxFuture;
use orm_schema::Dialect;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions as _, PgPool, Postgres};

use super::connection::{Handle, session};
use super::{Session, Target, sealed};
use crate::runner::MigrateError;

struct PgSession {
    handle: Handle<Postgres>,
}

// Poolers such as PgBouncer hand a session to others between statements: nothing is left prepared.
session!(PgSession, Postgres, Dialect::Postgres, numbered, false);

impl Target for PgPool {}

impl sealed::Open for PgPool {
    fn open(&self) -> BoxFuture<'_, Result<Box<dyn Session>, MigrateError>> {
        Box::pin(async move {
            let options = self.connect_options();
            let patience = self.options().get_acquire_timeout();
            let connection = match tokio::time::timeout(patience, options.connect()).await {
                Ok(Ok(connection)) => connection,
                Ok(Err(error)) => return Err(refusal(&options, error)),
                Err(_) => return Err(refusal(&options, sqlx::Error::PoolTimedOut)),
            };
            Ok(Box::new(PgSession { handle: Handle::Own(Box::new(connection)) }) as Box<dyn Session>)
        })
    }
}

impl PgSession {
    fn error_code(error: &sqlx::Error) -> Option<String> {
        error.as_database_error()?.code().map(Cow::into_owned)
    }

    #[expect(clippy::unused_self, reason = "the same shape for all sessions")]
    fn own_failure(&self, action: &'static str, source: sqlx::Error) -> MigrateError {
        MigrateError::Database { action, source }
    }
}

/// Why the server could not be had. <https://www.postgresql.org/docs/current/errcodes-appendix.html>
fn refusal(options: &PgConnectOptions, error: sqlx::Error) -> MigrateError {
    let place = options.get_socket().map_or_else(
        || format!("{}:{}", options.get_host(), options.get_port()),
        |socket| socket.display().to_string(),
    );
    let user = options.get_username().to_owned();
    match (PgSession::error_code(&error).as_deref(), error) {
        (Some("28P01" | "28000" | "42501"), error) => {
            MigrateError::Refused { place, user, message: super::message(&error) }
        }
        (Some("3D000"), _) => MigrateError::DatabaseMissing {
            database: options.get_database().unwrap_or(&user).to_owned(),
            place,
        },
        (None, source) => MigrateError::Unreachable { place, source },
        (Some(_), source) => MigrateError::Database { action: "connecting to the server", source },
    }
}

/// `?` as `$1`, `$2`, …; our own statements hold no other question mark.
fn numbered(sql: &str) -> String {
    let mut out = String::with_capacity(sql.len() + 8);
    for (index, part) in sql.split('?').enumerate() {
        if index > 0 {
            out.push('$');
            out.push_str(&index.to_string());
        }
        out.push_str(part);
    }
    out
}
