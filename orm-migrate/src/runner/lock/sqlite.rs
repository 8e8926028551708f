//! SQLite's write lock. The system gives it up with the process, so that a killed migrator blocks nobody, and the next one
//! to open the file rolls its transaction back. <https://sqlite.org/lockingv3.html>

use std::time::{Duration, Instant};

use super::Patience;
use crate::runner::error::{COMMITTING, MigrateError};
use crate::runner::report::Event;
use crate::runner::session::Session;

/// The code of `SQLITE_BUSY`.
const BUSY: &str = "5";
/// Short, because the loop below waits for itself and speaks about it.
const RETRY_INTERVAL: Duration = Duration::from_millis(20);

/// Begins a transaction that holds the write lock from its start.
pub(crate) async fn begin(session: &mut dyn Session, patience: Patience<'_>) -> Result<(), MigrateError> {
    until_free(session, "BEGIN IMMEDIATE", "beginning a transaction", patience).await
}

/// Commits; with a rollback journal, readers must leave the file first.
pub(crate) async fn commit(session: &mut dyn Session, patience: Patience<'_>) -> Result<(), MigrateError> {
    until_free(session, "COMMIT", COMMITTING, patience).await
}

async fn until_free(
    session: &mut dyn Session,
    sql: &str,
    action: &'static str,
    patience: Patience<'_>,
) -> Result<(), MigrateError> {
    let started = Instant::now();
    let mut is_announced = false;
    loop {
        match session.run(sql).await {
            Ok(()) => return Ok(()),
            Err(error) if session.code(&error).as_deref() != Some(BUSY) => {
                return Err(session.failure(action, error));
            }
            Err(_) if started.elapsed() >= patience.timeout => {
                return Err(MigrateError::Locked { holder: None, waited: patience.timeout });
            }
            Err(_) => {}
        }
        if !is_announced {
            (patience.on_event)(&Event::WaitingForLock { holder: None });
            is_announced = true;
        }
        tokio::time::sleep(RETRY_INTERVAL).await;
    }
}
