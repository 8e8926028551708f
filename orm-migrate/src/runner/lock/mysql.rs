//! Named locks. <https://dev.mysql.com/doc/refman/8.0/en/locking-functions.html>

use super::LOCKING;
use crate::checksum::Checksum;
use crate::runner::error::{LockHolder, MigrateError};
use crate::runner::history::History;
use crate::runner::session::{self, Session, Value};

/// The locks belong to the server, so the name holds the database; it may have 64 characters.
fn name(history: &History) -> Value {
    let checksum = Checksum::of(&history.place).to_string();
    Value::text(format!("orm_migrations {}", &checksum[..32]))
}

pub(super) async fn try_acquire(session: &mut dyn Session, history: &History) -> Result<bool, MigrateError> {
    let taken = session::scalar(session, LOCKING, "SELECT GET_LOCK(?, 0)", &[name(history)]).await?;
    Ok(taken.and_then(|taken| taken.as_int()) == Some(1))
}

pub(super) async fn release(session: &mut dyn Session, history: &History) -> Result<(), MigrateError> {
    let sql = "SELECT RELEASE_LOCK(?)";
    session::scalar(session, "releasing the migration lock", sql, &[name(history)]).await.map(drop)
}

/// The process list tells how long a session has been in its state, not how long it has been connected.
pub(super) async fn holder(session: &mut dyn Session, history: &History) -> Option<LockHolder> {
    let sql = "SELECT CAST(id AS SIGNED), CONCAT(user, '@', host) FROM information_schema.processlist \
               WHERE id = IS_USED_LOCK(?)";
    let rows = session.query(sql, &[name(history)]).await.ok()?;
    let [pid, application] = <[Value; 2]>::try_from(rows.into_iter().next()?).ok()?;
    Some(LockHolder {
        pid: pid.as_int()?,
        application: application.into_text().unwrap_or_default(),
        age: None,
    })
}
