//! Session-level advisory locks. <https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS>

use std::time::Duration;

use super::LOCKING;
use crate::checksum::Checksum;
use crate::runner::error::{LockHolder, MigrateError};
use crate::runner::history::History;
use crate::runner::session::{self, Session, Value};

/// Advisory locks belong to a database; the key tells the schemas in it apart.
fn key(history: &History) -> i64 {
    let checksum = Checksum::of(&format!("orm_migrations {}", history.place));
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&checksum.as_bytes()[..8]);
    i64::from_be_bytes(bytes)
}

pub(super) async fn try_acquire(session: &mut dyn Session, history: &History) -> Result<bool, MigrateError> {
    let sql = "SELECT pg_try_advisory_lock(?)::int::bigint";
    let taken = session::scalar(session, LOCKING, sql, &[Value::int(key(history))]).await?;
    Ok(taken.and_then(|taken| taken.as_int()) == Some(1))
}

pub(super) async fn release(session: &mut dyn Session, history: &History) -> Result<(), MigrateError> {
    let sql = "SELECT pg_advisory_unlock(?)::int::bigint";
    session::scalar(session, "releasing the migration lock", sql, &[Value::int(key(history))]).await.map(drop)
}

/// `pg_locks` shows a 64-bit key as two halves, `classid` and `objid`, with `objsubid` 1.
pub(super) async fn holder(session: &mut dyn Session, history: &History) -> Option<LockHolder> {
    let sql = "SELECT a.pid::bigint, concat_ws(' as ', nullif(a.application_name, ''), a.usename), \
               extract(epoch FROM now() - a.backend_start)::bigint \
               FROM pg_locks AS l JOIN pg_stat_activity AS a ON a.pid = l.pid \
               WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 \
               AND (l.classid::bigint << 32) | l.objid::bigint = ?";
    let rows = session.query(sql, &[Value::int(key(history))]).await.ok()?;
    let [pid, application, age] = <[Value; 3]>::try_from(rows.into_iter().next()?).ok()?;
    Some(LockHolder {
        pid: pid.as_int()?,
        application: application.into_text().unwrap_or_default(),
        age: age.as_int().and_then(|age| u64::try_from(age).ok()).map(Duration::from_secs),
    })
}
