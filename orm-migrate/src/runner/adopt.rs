//! Enters migrations in the history that describe what is there already: nothing is run.

use std::time::Duration;

use orm_schema::Dialect;

use super::apply::{Prepared, Run, begin, chain};
use super::error::{COMMITTING, MigrateError};
use super::history::{History, HistoryRow};
use super::lock::{self, Patience};
use super::migrator::Migrator;
use super::session::{self, Session, Target};

impl Migrator<'_> {
    /// Marks all migrations as applied without running them, on a database without a history. Before that is committed, `write`
    /// writes their files: if it fails, the history stays empty, and if the database refuses, nothing is written.
    ///
    /// # Errors
    /// [`MigrateError::HasHistory`], the errors of a connection, and that of `write`.
    pub(crate) async fn adopt<T: Target, E: From<MigrateError>>(
        &self,
        pool: &T,
        write: impl FnOnce() -> Result<(), E>,
    ) -> Result<(), E> {
        let mut session = pool.open().await?;
        let result = self.adopt_on(pool, session.as_mut(), write).await;
        session.close().await;
        result
    }

    async fn adopt_on<T: Target, E: From<MigrateError>>(
        &self,
        pool: &T,
        session: &mut dyn Session,
        write: impl FnOnce() -> Result<(), E>,
    ) -> Result<(), E> {
        let history = History::locate(session).await?;
        let patience = Patience { timeout: self.lock_timeout, on_event: &*self.on_event };
        lock::acquire(pool, session, &history, patience).await?;
        let table_lock_timeout = self.table_lock_timeout;
        let is_forced = false;
        let mut run =
            Run { session: &mut *session, history: &history, patience, table_lock_timeout, is_forced };
        let result = self.adopt_locked(&mut run, write).await;
        let released = lock::release(session, &history).await;
        result?;
        Ok(released?)
    }

    async fn adopt_locked<E: From<MigrateError>>(
        &self,
        run: &mut Run<'_>,
        write: impl FnOnce() -> Result<(), E>,
    ) -> Result<(), E> {
        self.create_history(run).await?;
        begin(run).await?;
        let entered = match self.enter(run).await {
            Ok(()) => write(),
            Err(error) => Err(error.into()),
        };
        if entered.is_err() {
            // The database may have rolled back by itself; that there is nothing to roll back is then no error.
            let _already = run.session.run("ROLLBACK").await;
            return entered;
        }
        let committed = match run.session.dialect() {
            Dialect::Sqlite => lock::sqlite::commit(run.session, run.patience).await,
            Dialect::Postgres | Dialect::Mysql => session::run(run.session, COMMITTING, "COMMIT").await,
        };
        Ok(committed?)
    }

    async fn enter(&self, run: &mut Run<'_>) -> Result<(), MigrateError> {
        if let Some(last) = run.history.rows(run.session).await?.last() {
            return Err(MigrateError::HasHistory { last_applied: last.file_name() });
        }
        for migration in self.migrations {
            let prepared = Prepared::new(migration, run.session.dialect())?;
            let row = HistoryRow::new(migration, &prepared.script);
            let row = row.finished(chain(&prepared.script.statements), Duration::ZERO);
            run.history.write(run.session, &row).await?;
        }
        Ok(())
    }
}
