//! Takes migrations back, with the same lock, journal and checks as [`Migrator::run`].

use std::time::Duration;

use super::apply::{self, Prepared, Run};
use super::error::MigrateError;
use super::guard::{self, Pending};
use super::history::History;
use super::lock::{self, Patience};
use super::migrator::Migrator;
use super::plan_back::{WayBack, ways_back};
use super::report::{AppliedMigration, Report};
use super::session::{Session, Target};

impl Migrator<'_> {
    /// Takes the newest migration of the database behind `pool` back, or all that are newer than [`to`](Migrator::to), newest
    /// first; `to("0")` takes all back. The report lists what was taken back.
    ///
    /// Each migration brings the statements for this in a file of its own ([`Migration::down`](super::Migration::down)). One that
    /// was interrupted is continued, and until then nothing is migrated.
    ///
    /// # Errors
    /// [`MigrateError::NoWayBack`] before anything is changed, if one of them cannot be taken back;
    /// [`MigrateError::Opaque`] likewise, unless [`force`](Migrator::force) is set; otherwise as [`migrate`](super::migrate).
    pub async fn revert<T: Target>(&self, pool: &T) -> Result<Report, MigrateError> {
        let mut session = pool.open().await?;
        let result = self.revert_on(pool, session.as_mut()).await;
        session.close().await;
        result
    }

    async fn revert_on<T: Target>(
        &self,
        pool: &T,
        session: &mut dyn Session,
    ) -> Result<Report, MigrateError> {
        let history = History::locate(session).await?;
        if self.is_dry_run {
            return self.revert_dry(session, &history).await;
        }
        let patience = Patience { timeout: self.lock_timeout, on_event: &*self.on_event };
        lock::acquire(pool, session, &history, patience).await?;
        let table_lock_timeout = self.table_lock_timeout;
        let is_forced = self.is_forced;
        let mut run =
            Run { session: &mut *session, history: &history, patience, table_lock_timeout, is_forced };
        let result = self.revert_locked(&mut run).await;
        let released = lock::release(session, &history).await;
        let report = result?;
        released.map(|()| report)
    }

    async fn revert_locked(&self, run: &mut Run<'_>) -> Result<Report, MigrateError> {
        let rows = run.history.rows(run.session).await?;
        let dialect = run.session.dialect();
        let ways = ways_back(self.migrations, &rows, self.target.as_deref(), dialect)?;
        let mut report = Report::default();
        // Read as a whole before the first statement: a broken file stops the run before it has changed anything.
        let prepared: Vec<Prepared<'_>> =
            ways.iter().map(|way| way.prepared(dialect)).collect::<Result<_, _>>()?;
        if !self.is_forced {
            let pending = ways.iter().zip(&prepared).map(|(way, prepared)| {
                let remaining = prepared.remaining(way.begun())?;
                Ok(Pending { prepared, done: prepared.script.statements.len() - remaining.len() })
            });
            let pending: Vec<Pending<'_, '_>> = pending.collect::<Result<_, MigrateError>>()?;
            guard::check(run.session, &pending).await?;
        }
        for (way, prepared) in ways.iter().zip(&prepared) {
            report.applied.extend(apply::apply(run, prepared, way.begun()).await?);
        }
        Ok(report)
    }

    async fn revert_dry(&self, session: &mut dyn Session, history: &History) -> Result<Report, MigrateError> {
        let rows = history.rows(session).await?;
        let ways = ways_back(self.migrations, &rows, self.target.as_deref(), session.dialect())?;
        let dry = |way: &WayBack| -> Result<AppliedMigration, MigrateError> {
            let prepared = way.prepared(session.dialect())?;
            let remaining = prepared.remaining(way.begun())?;
            Ok(AppliedMigration {
                version: prepared.migration.version.to_string(),
                name: prepared.migration.name.to_string(),
                statements: remaining.iter().map(|statement| statement.sql.to_owned()).collect(),
                resumed_after: prepared.script.statements.len() - remaining.len(),
                duration: Duration::ZERO,
            })
        };
        let applied = ways.iter().map(dry).collect::<Result<_, _>>()?;
        Ok(Report { applied, newer: Vec::new(), is_dry_run: true })
    }
}
