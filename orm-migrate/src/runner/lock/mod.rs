//! Keeps other migrators out.
//!
//! PostgreSQL and MySQL have locks that belong to a session and end with it, so that a killed process blocks nobody. They are
//! polled: on PostgreSQL a session that waits inside a statement holds a snapshot, and `CREATE INDEX CONCURRENTLY` of the
//! holder would wait for the waiter. SQLite's own write lock does the same work: every migration takes it first
//! and looks then what is left to do (see [`sqlite`]).

mod mysql;
mod postgres;
pub(crate) mod sqlite;

use std::time::{Duration, Instant};

use orm_schema::Dialect;

use super::error::{LockHolder, MigrateError};
use super::history::History;
use super::report::Event;
use super::session::{Session, Target};

const LOCKING: &str = "taking the migration lock";
const POLL_INTERVAL: Duration = Duration::from_millis(100);

/// How to wait for a lock.
#[derive(Clone, Copy)]
pub(crate) struct Patience<'a> {
    pub timeout: Duration,
    pub on_event: &'a (dyn Fn(&Event) + Send + Sync),
}

/// Takes the lock of the history table, or says who holds it. It ends with [`release`] or with the session.
///
/// # Errors
/// [`MigrateError::Pooled`] where a lock would belong to whoever comes next.
pub(crate) async fn acquire<T: Target>(
    pool: &T,
    session: &mut dyn Session,
    history: &History,
    patience: Patience<'_>,
) -> Result<(), MigrateError> {
    // A session of MySQL that holds a named lock is lent to nobody else by the poolers that know of it.
    if session.dialect() == Dialect::Postgres && postgres::is_pooled(pool, session).await? {
        return Err(MigrateError::Pooled);
    }
    let started = Instant::now();
    let mut is_announced = false;
    while !try_acquire(session, history).await? {
        let holder = holder(session, history).await;
        if started.elapsed() >= patience.timeout {
            return Err(MigrateError::Locked { holder, waited: patience.timeout });
        }
        if !is_announced {
            (patience.on_event)(&Event::WaitingForLock { holder });
            is_announced = true;
        }
        tokio::time::sleep(POLL_INTERVAL.min(patience.timeout)).await;
    }
    Ok(())
}

/// Gives the lock back. If the session is broken, the server has done so already.
pub(crate) async fn release(session: &mut dyn Session, history: &History) -> Result<(), MigrateError> {
    match session.dialect() {
        Dialect::Postgres => postgres::release(session, history).await,
        Dialect::Mysql => mysql::release(session, history).await,
        Dialect::Sqlite => Ok(()),
    }
}

async fn try_acquire(session: &mut dyn Session, history: &History) -> Result<bool, MigrateError> {
    match session.dialect() {
        Dialect::Postgres => postgres::try_acquire(session, history).await,
        Dialect::Mysql => mysql::try_acquire(session, history).await,
        Dialect::Sqlite => Ok(true),
    }
}

/// Who holds the lock. A user who may not see other sessions gets `None`.
async fn holder(session: &mut dyn Session, history: &History) -> Option<LockHolder> {
    match session.dialect() {
        Dialect::Postgres => postgres::holder(session, history).await,
        Dialect::Mysql => mysql::holder(session, history).await,
        Dialect::Sqlite => None,
    }
}
