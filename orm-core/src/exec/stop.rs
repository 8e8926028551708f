//! Telling a database to stop what runs on a connection.

#[cfg(any(feature = "postgres", feature = "mysql"))]
use std::ops::ControlFlow;

#[cfg(any(feature = "postgres", feature = "mysql"))]
use sqlx::{AssertSqlSafe, Connection as _, SqlSafeStr};

use super::connection::Connection;
#[cfg(any(feature = "postgres", feature = "mysql"))]
use super::driver::{self, Pace, Wire};
#[cfg(any(feature = "postgres", feature = "mysql"))]
use super::pool::Kind;
use super::pool::Pool;
#[cfg(feature = "sqlite")]
use super::sqlite::Interrupt;
#[cfg(any(feature = "postgres", feature = "mysql"))]
use super::{Request, failure};
use crate::error::Error;

/// What has to be known of a connection to stop what runs on it.
pub(super) enum Stop {
    /// The number by which the server knows it.
    #[cfg(any(feature = "postgres", feature = "mysql"))]
    Process(i64),
    #[cfg(feature = "sqlite")]
    Interrupt(Interrupt),
    /// A connection of sqlx to SQLite, which notices between two rows that nobody waits.
    #[cfg(feature = "sqlite")]
    Nothing,
}

impl Connection<'_> {
    /// How to stop what will run next. A server is asked for it once for each connection of a pool of ours, and each time for
    /// one of a pool of sqlx.
    pub(super) async fn stop(self) -> Result<Stop, Error> {
        match self {
            #[cfg(feature = "postgres")]
            Self::KeptPostgres(served) => {
                let process = match served.process {
                    Some(process) => process,
                    None => ask(Connection::KeptPostgres(served), PG_PROCESS).await?,
                };
                served.process = Some(process);
                Ok(Stop::Process(process))
            }
            #[cfg(feature = "mysql")]
            Self::KeptMysql(served) => {
                let process = match served.process {
                    Some(process) => process,
                    None => ask(Connection::KeptMysql(served), MYSQL_PROCESS).await?,
                };
                served.process = Some(process);
                Ok(Stop::Process(process))
            }
            #[cfg(feature = "postgres")]
            Self::Postgres(_) => ask(self, PG_PROCESS).await.map(Stop::Process),
            #[cfg(feature = "mysql")]
            Self::Mysql(_) => ask(self, MYSQL_PROCESS).await.map(Stop::Process),
            #[cfg(feature = "sqlite")]
            Self::Sqlite(_) => Ok(Stop::Nothing),
            #[cfg(feature = "sqlite")]
            Self::Direct(direct) => Ok(Stop::Interrupt(direct.interrupt())),
        }
    }
}

#[cfg(feature = "postgres")]
const PG_PROCESS: &str = "select pg_backend_pid()";
#[cfg(feature = "mysql")]
const MYSQL_PROCESS: &str = "select connection_id()";

#[cfg(any(feature = "postgres", feature = "mysql"))]
async fn ask(connection: Connection<'_>, text: &'static str) -> Result<i64, Error> {
    let mut process = 0;
    let mut visit = |cells: &mut crate::types::Cells<'_>| {
        process = cells.get()?;
        Ok(ControlFlow::Continue(()))
    };
    connection.run(Request::new(text, Vec::new()), &mut visit, Pace::Run).await?;
    Ok(process)
}

impl Pool {
    /// Stops what runs on one of its connections, over another one that is closed at once. A server that cannot be reached
    /// goes on with it.
    pub(super) async fn send(&self, stop: Stop) {
        let sent: Result<(), Error> = match (stop, self.kind()) {
            #[cfg(feature = "postgres")]
            (Stop::Process(process), Kind::Postgres(pool)) => {
                tell::<sqlx::Postgres>(&pool.connect_options(), pg(process)).await
            }
            #[cfg(feature = "postgres")]
            (Stop::Process(process), Kind::KeptPostgres(pool)) => {
                tell::<sqlx::Postgres>(&pool.manager().options, pg(process)).await
            }
            #[cfg(feature = "mysql")]
            (Stop::Process(process), Kind::Mysql(pool)) => {
                tell::<sqlx::MySql>(&pool.connect_options(), mysql(process)).await
            }
            #[cfg(feature = "mysql")]
            (Stop::Process(process), Kind::KeptMysql(pool)) => {
                tell::<sqlx::MySql>(&pool.manager().options, mysql(process)).await
            }
            #[cfg(feature = "sqlite")]
            (Stop::Interrupt(interrupt), _) => {
                interrupt.send();
                Ok(())
            }
            #[cfg(feature = "sqlite")]
            (Stop::Nothing, _) => Ok(()),
            #[cfg(all(feature = "sqlite", any(feature = "postgres", feature = "mysql")))]
            (Stop::Process(_), Kind::Sqlite(_) | Kind::Direct(_)) => Ok(()),
        };
        if let Err(error) = sent {
            tracing::warn!(target: "orm_core::statement", %error, "a statement that takes too long was not stopped");
        }
    }
}

#[cfg(feature = "postgres")]
fn pg(process: i64) -> String {
    format!("SELECT pg_cancel_backend({process})")
}

#[cfg(feature = "mysql")]
fn mysql(process: i64) -> String {
    format!("KILL QUERY {process}")
}

#[cfg(any(feature = "postgres", feature = "mysql"))]
async fn tell<W: Wire>(
    options: &<W::Connection as sqlx::Connection>::Options,
    text: String,
) -> Result<(), Error>
where
    for<'c> &'c mut W::Connection: sqlx::Executor<'c, Database = W>,
{
    let mut connection = W::Connection::connect_with(options).await.map_err(failure::map_plain::<W>)?;
    driver::command::<W>(&mut connection, AssertSqlSafe(text).into_sql_str()).await?;
    connection.close().await.map_err(failure::map_plain::<W>)
}
