//! A migration in one transaction (PostgreSQL, SQLite): its statements and the row that says so are committed together.

use std::time::Instant;

use orm_schema::Dialect;

use super::{Failure, Prepared, Run, chain};
use crate::runner::error::{COMMITTING, MigrateError};
use crate::runner::lock;
use crate::runner::rebuild::{ForeignKeys, Rebuilds};
use crate::runner::report::Event;
use crate::runner::session;

/// Applies all statements; `false` if another migrator has done so in the meantime.
pub(super) async fn apply(
    run: &mut Run<'_>,
    prepared: &Prepared<'_>,
    started: Instant,
) -> Result<bool, MigrateError> {
    let has_rebuild = prepared.script.statements.iter().any(|statement| !statement.directives.is_empty());
    if run.session.dialect() == Dialect::Sqlite && has_rebuild {
        // SQLite ignores the pragma inside a transaction. <https://sqlite.org/pragma.html#pragma_foreign_keys>
        let foreign_keys = ForeignKeys::off(run.session).await?;
        let result = attempt(run, prepared, started).await;
        let restored = foreign_keys.restore(run.session).await;
        let is_applied = result?;
        restored.map(|()| is_applied)
    } else {
        attempt(run, prepared, started).await
    }
}

async fn attempt(run: &mut Run<'_>, prepared: &Prepared<'_>, started: Instant) -> Result<bool, MigrateError> {
    begin(run).await?;
    let result = in_transaction(run, prepared, started).await;
    if let Err(error) = &result {
        // The database may have rolled back by itself; that there is nothing to roll back is then no error.
        let _already = run.session.run("ROLLBACK").await;
        let statement = match error {
            MigrateError::StatementFailed { statement, .. } => *statement,
            MigrateError::RebuildRefused { .. } => prepared.script.statements.len(),
            // The connection or the lock failed, not the migration.
            _ => return result,
        };
        // What could not be taken back is still applied, and the history says so.
        if prepared.back.is_none() {
            run.record_failure(prepared.row(), statement, &error.to_string()).await;
        }
    }
    result
}

/// Begins a transaction.
pub(crate) async fn begin(run: &mut Run<'_>) -> Result<(), MigrateError> {
    match run.session.dialect() {
        Dialect::Postgres | Dialect::Mysql => {
            session::run(run.session, "beginning a transaction", "BEGIN").await
        }
        Dialect::Sqlite => lock::sqlite::begin(run.session, run.patience).await,
    }
}

async fn in_transaction(
    run: &mut Run<'_>,
    prepared: &Prepared<'_>,
    started: Instant,
) -> Result<bool, MigrateError> {
    // On SQLite the lock begins here, and another migrator may have been faster.
    let recorded = run.history.row(run.session, &prepared.migration.version).await?;
    if prepared.is_done(recorded.as_ref()) {
        session::run(run.session, "ending a transaction", "ROLLBACK").await?;
        return Ok(false);
    }
    let rebuilds = Rebuilds::begin(run.session, &prepared.script).await?;
    let mut rebuilds = if run.is_forced { rebuilds.judged() } else { rebuilds };
    for (index, statement) in prepared.script.statements.iter().enumerate() {
        let refused = |problem| MigrateError::RebuildRefused { file: prepared.file.clone(), problem };
        rebuilds.before(run.session, statement).await?;
        run.tell(&Event::StatementStarted { file: prepared.file.clone(), statement: index + 1 });
        if let Err(error) = run.session.run(statement.sql).await {
            return Err(prepared.failure(index, 0, Failure::new(run.session, &error)));
        }
        run.tell(&Event::StatementExecuted { file: prepared.file.clone(), statement: index + 1 });
        rebuilds.after(run.session, statement).await?.map_err(refused)?;
    }
    let finished = rebuilds.finish(run.session).await?;
    finished.map_err(|problem| MigrateError::RebuildRefused { file: prepared.file.clone(), problem })?;
    let links = chain(&prepared.script.statements);
    prepared.finish(run, prepared.row(), links, started.elapsed()).await?;
    commit(run, prepared).await?;
    Ok(true)
}

/// Deferred constraints are checked here, so that a commit can fail like a statement.
async fn commit(run: &mut Run<'_>, prepared: &Prepared<'_>) -> Result<(), MigrateError> {
    if run.session.dialect() == Dialect::Sqlite {
        return lock::sqlite::commit(run.session, run.patience).await;
    }
    let Err(error) = run.session.run("COMMIT").await else {
        return Ok(());
    };
    match prepared.script.statements.len().checked_sub(1) {
        Some(last) if error.as_database_error().is_some() => {
            let mut failure = Failure::new(run.session, &error);
            failure.message.insert_str(0, "at COMMIT: ");
            Err(prepared.failure(last, 0, failure))
        }
        _ => Err(run.session.failure(COMMITTING, error)),
    }
}
