//! Session-level advisory locks. <https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS>

use std::collections::BTreeSet;
use std::time::Duration;

use super::LOCKING;
use crate::checksum::Checksum;
use crate::runner::error::{LockHolder, MigrateError};
use crate::runner::history::History;
use crate::runner::session::{self, Session, Target, Value};

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

/// Do statements of one connection run in sessions of others? A pooler in transaction mode lends a session from one statement to the
/// next, and a lock with it. <https://www.pgbouncer.org/features.html>
///
/// Two connections that are open at once are two processes of the server, and each stays one, unless there is a pooler between.
pub(super) async fn is_pooled<T: Target>(pool: &T, session: &mut dyn Session) -> Result<bool, MigrateError> {
    // Who may have one connection only has no pooler that shares it.
    let Ok(mut other) = pool.open().await else { return Ok(false) };
    let processes = processes(session, other.as_mut()).await;
    other.close().await;
    let (own, others) = processes?;
    Ok(own.len() > 1 || others.len() > 1 || !own.is_disjoint(&others))
}

/// The processes that answer on two connections. They are not asked in turns: a pooler that lends its sessions in turns would tell each
/// the same one.
async fn processes(
    session: &mut dyn Session,
    other: &mut dyn Session,
) -> Result<(BTreeSet<i64>, BTreeSet<i64>), MigrateError> {
    let (mut own, mut others) = (BTreeSet::new(), BTreeSet::new());
    for (own_times, other_times) in [(2, 1), (1, 2)] {
        for _ in 0..own_times {
            own.extend(process(session).await?);
        }
        for _ in 0..other_times {
            others.extend(process(other).await?);
        }
    }
    Ok((own, others))
}

async fn process(session: &mut dyn Session) -> Result<Option<i64>, MigrateError> {
    let process = session::scalar(session, LOCKING, "SELECT pg_backend_pid()::bigint", &[]).await?;
    Ok(process.and_then(|process| process.as_int()))
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
