//! Runs one migration: in a transaction where the database and the file allow it, else statement by statement.

mod atomic;
mod journal;
mod recovery;
pub(super) mod settings;
mod transaction;

#[cfg(feature = "cli")]
pub(crate) use transaction::begin;

use std::time::{Duration, Instant};

use orm_schema::Dialect;

use super::error::MigrateError;
use super::history::{History, HistoryRow, State};
use super::lock::Patience;
use super::migrations::Migration;
use super::report::{AppliedMigration, Event};
use super::session::{self, Session};
use super::split::{self, Script, Statement};
use crate::checksum::{self, Checksum};

/// What a run works with.
pub(crate) struct Run<'r> {
    pub session: &'r mut dyn Session,
    pub history: &'r History,
    pub patience: Patience<'r>,
    /// How long a statement may wait for a lock on a table.
    pub table_lock_timeout: Duration,
    /// May tables lose what the model does not hold?
    pub is_forced: bool,
}

/// A migration whose file has been read, or the one that takes it back.
pub(crate) struct Prepared<'m> {
    pub migration: &'m Migration,
    pub script: Script<'m>,
    pub file: String,
    /// What it does to the history when it takes something back.
    pub back: Option<Back>,
}

/// What is taken back.
pub(crate) struct Back {
    /// The row of the migration while all of it is applied.
    pub row: HistoryRow,
    /// The versions of all its files.
    pub versions: Vec<String>,
}

impl<'m> Prepared<'m> {
    pub(crate) fn new(migration: &'m Migration, dialect: Dialect) -> Result<Self, MigrateError> {
        let file = migration.file_name();
        match split::script(&migration.sql, dialect) {
            Ok(script) => Ok(Self { migration, script, file, back: None }),
            Err(problem) => Err(MigrateError::InvalidFile { file, problem }),
        }
    }

    /// The row of the history before the first statement.
    fn row(&self) -> HistoryRow {
        match &self.back {
            None => HistoryRow::new(self.migration, &self.script),
            Some(back) => back.row.clone().reverting(self.script.statements.len()),
        }
    }

    /// Has another migrator done it already?
    fn is_done(&self, recorded: Option<&HistoryRow>) -> bool {
        match &self.back {
            None => recorded.is_some_and(|row| row.state == State::Applied),
            Some(_) => recorded.is_none(),
        }
    }

    /// Enters in the history that all statements are done.
    async fn finish(
        &self,
        run: &mut Run<'_>,
        row: HistoryRow,
        links: Checksum,
        duration: Duration,
    ) -> Result<(), MigrateError> {
        let Some(back) = &self.back else {
            return run.history.write(run.session, &row.finished(links, duration)).await;
        };
        // The row that says how far it is goes last: what is interrupted here is continued.
        for version in &back.versions {
            run.history.forget(run.session, version).await?;
        }
        Ok(())
    }

    /// The statements of this migration that `row` says are not done yet.
    pub(crate) fn remaining(&self, row: Option<&HistoryRow>) -> Result<&[Statement<'m>], MigrateError> {
        let done = row.map_or(0, HistoryRow::done);
        let statements = &self.script.statements;
        let is_unchanged = row.is_none_or(|row| {
            done == 0
                || statements.get(..done).is_some_and(|done| chain(done).to_string() == row.statement_chain)
        });
        if !is_unchanged {
            return Err(MigrateError::EditedAfterPartialRun { file: self.file.clone(), statements: done });
        }
        Ok(&statements[done..])
    }

    fn failure(&self, index: usize, applied: usize, failure: Failure) -> MigrateError {
        let statement = &self.script.statements[index];
        MigrateError::StatementFailed {
            file: self.file.clone(),
            statement: index + 1,
            total: self.script.statements.len(),
            line: statement.line,
            sql: statement.sql.to_owned(),
            message: failure.message,
            applied,
            is_lock_timeout: failure.is_lock_timeout,
        }
    }
}

/// Why the database refused a statement.
pub(super) struct Failure {
    pub(super) message: String,
    pub(super) is_lock_timeout: bool,
}

impl Failure {
    pub(super) fn new(session: &dyn Session, error: &sqlx::Error) -> Self {
        let code = session.code(error);
        let is_lock_timeout = match session.dialect() {
            // lock_not_available
            Dialect::Postgres => code.as_deref() == Some("55P03"),
            // ER_LOCK_WAIT_TIMEOUT
            Dialect::Mysql => code.as_deref() == Some("1205"),
            // SQLITE_BUSY, SQLITE_LOCKED
            Dialect::Sqlite => matches!(code.as_deref(), Some("5" | "6")),
        };
        Self { message: session::message(error), is_lock_timeout }
    }
}

/// Applies a migration, or the rest of it. `None`: another migrator has done it in the meantime.
pub(crate) async fn apply(
    run: &mut Run<'_>,
    prepared: &Prepared<'_>,
    row: Option<&HistoryRow>,
) -> Result<Option<AppliedMigration>, MigrateError> {
    let started = Instant::now();
    let remaining = prepared.remaining(row)?;
    let resumed_after = prepared.script.statements.len() - remaining.len();
    settings::apply(run.session, run.table_lock_timeout).await?;
    run.tell(&Event::MigrationStarted {
        file: prepared.file.clone(),
        statements: prepared.script.statements.len(),
        resumed_after,
    });
    let is_transactional = run.session.dialect() != Dialect::Mysql && !prepared.script.header.no_transaction;
    let is_applied = if is_transactional {
        transaction::apply(run, prepared, started).await?
    } else {
        journal::apply(run, prepared, row, started).await?;
        true
    };
    if !is_applied {
        return Ok(None);
    }
    let duration = started.elapsed();
    run.tell(&Event::MigrationFinished { file: prepared.file.clone(), duration });
    Ok(Some(AppliedMigration {
        version: prepared.migration.version.to_string(),
        name: prepared.migration.name.to_string(),
        statements: remaining.iter().map(|statement| statement.sql.to_owned()).collect(),
        resumed_after,
        duration,
    }))
}

impl Run<'_> {
    fn tell(&self, event: &Event) {
        (self.patience.on_event)(event);
    }

    /// Records why a migration stopped. The run ends with that reason anyway, and with a broken connection nothing can be
    /// recorded: the next run then finds the migration interrupted and continues just the same.
    async fn record_failure(&mut self, row: HistoryRow, statement: usize, message: &str) {
        debug_assert_ne!(row.state, State::Applied, "an applied migration does not fail");
        let row = row.failed(message.to_owned(), statement);
        let _unrecorded = self.history.write(self.session, &row).await;
    }
}

/// The chain of checksums over `statements`.
pub(super) fn chain(statements: &[Statement<'_>]) -> Checksum {
    statements.iter().fold(Checksum::ZERO, link)
}

fn link(chain: Checksum, statement: &Statement<'_>) -> Checksum {
    checksum::chain(chain, "", Checksum::of(statement.sql))
}
