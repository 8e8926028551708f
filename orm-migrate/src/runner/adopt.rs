//! Enters migrations in the history that describe what is there already: nothing is run.

use std::time::Duration;

use super::apply::{Prepared, Run, chain};
use super::error::MigrateError;
use super::history::{History, HistoryRow};
use super::lock::{self, Patience};
use super::migrator::Migrator;
use super::session::Target;

impl Migrator<'_> {
    /// Marks all migrations as applied without running them, on a database without a history.
    ///
    /// # Errors
    /// [`MigrateError::HasHistory`], and the errors of a connection.
    pub(crate) async fn adopt<T: Target>(&self, pool: &T) -> Result<(), MigrateError> {
        let mut session = pool.open().await?;
        let history = History::locate(session.as_mut()).await?;
        let patience = Patience { timeout: self.lock_timeout, on_event: &*self.on_event };
        lock::acquire(session.as_mut(), &history, patience).await?;
        let table_lock_timeout = self.table_lock_timeout;
        let mut run = Run { session: session.as_mut(), history: &history, patience, table_lock_timeout };
        let result = self.adopt_locked(&mut run).await;
        let released = lock::release(session.as_mut(), &history).await;
        session.close().await;
        result?;
        released
    }

    async fn adopt_locked(&self, run: &mut Run<'_>) -> Result<(), MigrateError> {
        if let Some(last) = run.history.rows(run.session).await?.last() {
            return Err(MigrateError::HasHistory { last_applied: last.file_name() });
        }
        self.create_history(run).await?;
        for migration in self.migrations {
            let prepared = Prepared::new(migration, run.session.dialect())?;
            let row = HistoryRow::new(migration, &prepared.script);
            let row = row.finished(chain(&prepared.script.statements), Duration::ZERO);
            run.history.write(run.session, &row).await?;
        }
        Ok(())
    }
}
