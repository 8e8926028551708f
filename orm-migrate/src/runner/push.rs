//! Runs statements that stand in no file and leave no history: what `push` makes of a database that is a prototype.
//!
//! What can share a transaction does (PostgreSQL, SQLite): it is there as a whole or not at all. Tables that SQLite has to copy
//! are watched over as in a migration.

use std::time::Duration;

use orm_schema::Dialect;

use super::apply::{Failure, settings};
use super::error::MigrateError;
use super::history::History;
use super::lock::{self, Patience};
use super::rebuild::{ForeignKeys, Rebuilds};
use super::report::Event;
use super::session::{self, Session, Target};
use super::split::{Directive, Header, Script, Statement};
use crate::dialect;

/// The environment in which nothing is tried out.
const PRODUCTION: &str = "production";
/// How long to wait for another migrator.
const PATIENCE: Duration = Duration::from_mins(1);
/// How long a statement may wait for a lock on a table.
const TABLE_LOCK_TIMEOUT: Duration = Duration::from_secs(10);

/// Runs `statements` on the database behind `pool`, while no migrator is at work there.
///
/// # Errors
/// [`MigrateError::Production`] for a database with that stamp; [`MigrateError::HasHistory`] for one that migrations made, unless
/// `is_forced`; [`MigrateError::PushFailed`] says which statement the database refused, and how many before it stay.
pub(crate) async fn push<T: Target>(
    pool: &T,
    statements: &[dialect::Statement],
    is_forced: bool,
    on_event: &(dyn Fn(&Event) + Send + Sync),
) -> Result<(), MigrateError> {
    let mut session = pool.open().await?;
    let result = locked(pool, session.as_mut(), statements, is_forced, on_event).await;
    session.close().await;
    result
}

async fn locked<T: Target>(
    pool: &T,
    session: &mut dyn Session,
    statements: &[dialect::Statement],
    is_forced: bool,
    on_event: &(dyn Fn(&Event) + Send + Sync),
) -> Result<(), MigrateError> {
    let history = History::locate(session).await?;
    if history.environment(session).await?.as_deref() == Some(PRODUCTION) {
        return Err(MigrateError::Production);
    }
    if let (Some(last), false) = (history.rows(session).await?.last(), is_forced) {
        return Err(MigrateError::HasHistory { last_applied: last.file_name() });
    }
    let patience = Patience { timeout: PATIENCE, on_event };
    lock::acquire(pool, session, &history, patience).await?;
    let result = run(session, statements, patience).await;
    let released = lock::release(session, &history).await;
    result?;
    released
}

async fn run(
    session: &mut dyn Session,
    statements: &[dialect::Statement],
    patience: Patience<'_>,
) -> Result<(), MigrateError> {
    settings::apply(session, TABLE_LOCK_TIMEOUT).await?;
    let has_transactions = session.dialect() != Dialect::Mysql;
    let mut applied = 0;
    for part in statements.chunk_by(|a, b| a.is_transactional == b.is_transactional) {
        let script = script(part);
        let is_whole = has_transactions && part.iter().all(|statement| statement.is_transactional);
        if is_whole {
            in_transaction(session, &script, applied, patience).await?;
        } else {
            for (index, statement) in script.statements.iter().enumerate() {
                let ran = session.run(statement.sql).await;
                ran.map_err(|error| refused(session, statement, applied + index, &error))?;
            }
        }
        applied += part.len();
    }
    Ok(())
}

/// The statements as those of a file.
fn script(statements: &[dialect::Statement]) -> Script<'_> {
    let of_file = |statement: &dialect::Statement| match &statement.directive {
        Some(dialect::Directive::Rebuild(table)) => vec![Directive::Rebuild { table: table.name.clone() }],
        None => Vec::new(),
    };
    let statements = statements.iter().map(|statement| Statement {
        sql: &statement.sql,
        line: 1,
        directives: of_file(statement),
        is_joined: false,
    });
    Script { header: Header::default(), statements: statements.collect() }
}

async fn in_transaction(
    session: &mut dyn Session,
    script: &Script<'_>,
    applied: usize,
    patience: Patience<'_>,
) -> Result<(), MigrateError> {
    let has_rebuild = script.statements.iter().any(|statement| !statement.directives.is_empty());
    if session.dialect() != Dialect::Sqlite || !has_rebuild {
        return attempt(session, script, applied, patience).await;
    }
    let foreign_keys = ForeignKeys::off(session).await?;
    let result = attempt(session, script, applied, patience).await;
    let restored = foreign_keys.restore(session).await;
    result?;
    restored
}

async fn attempt(
    session: &mut dyn Session,
    script: &Script<'_>,
    applied: usize,
    patience: Patience<'_>,
) -> Result<(), MigrateError> {
    if session.dialect() == Dialect::Sqlite {
        lock::sqlite::begin(session, patience).await?;
    } else {
        session::run(session, "beginning a transaction", "BEGIN").await?;
    }
    let result = statements(session, script, applied).await;
    if result.is_err() {
        // The database may have rolled back by itself; that there is nothing to roll back is then no error.
        let _already = session.run("ROLLBACK").await;
        return result;
    }
    if session.dialect() == Dialect::Sqlite {
        return lock::sqlite::commit(session, patience).await;
    }
    let committed = session.run("COMMIT").await;
    committed.map_err(|error| match script.statements.last() {
        // Deferred constraints are checked here.
        Some(last) => refused(session, last, applied, &error),
        None => session.failure("committing", error),
    })
}

async fn statements(
    session: &mut dyn Session,
    script: &Script<'_>,
    applied: usize,
) -> Result<(), MigrateError> {
    let unfit = |problem| MigrateError::RebuildRefused { file: "push".to_owned(), problem };
    let mut rebuilds = Rebuilds::begin(session, script).await?.judged();
    for statement in &script.statements {
        rebuilds.before(session, statement).await?;
        let ran = session.run(statement.sql).await;
        ran.map_err(|error| refused(session, statement, applied, &error))?;
        rebuilds.after(session, statement).await?.map_err(unfit)?;
    }
    rebuilds.finish(session).await?.map_err(unfit)
}

fn refused(
    session: &dyn Session,
    statement: &Statement<'_>,
    applied: usize,
    error: &sqlx::Error,
) -> MigrateError {
    let Failure { message, is_lock_timeout } = Failure::new(session, error);
    MigrateError::PushFailed { sql: statement.sql.to_owned(), message, applied, is_lock_timeout }
}
