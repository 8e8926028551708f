//! A run with options.

use std::time::Duration;

use super::apply::{self, Prepared, Run};
use super::error::MigrateError;
use super::guard::{self, Pending};
use super::history::{History, HistoryRow};
use super::lock::{self, Patience};
use super::migrations::Migrations;
use super::plan::{self, Plan};
use super::report::{AppliedMigration, Event, Report};
use super::session::{self, Session, Target};

/// Applies migrations, with options. [`migrate`](super::migrate) is this with the defaults.
///
/// ```
/// # #[cfg(feature = "sqlite")]
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
/// use orm_migrate::runner::{Migration, Migrations, Migrator};
///
/// let pool = sqlx::SqlitePool::connect("sqlite::memory:").await?;
/// let migrations = Migrations::new([Migration::new("20261120103000", "users", "CREATE TABLE users (id INTEGER PRIMARY KEY);")])?;
/// let report = Migrator::new(&migrations).dry_run(true).run(&pool).await?;
/// assert_eq!(report.applied[0].statements, ["CREATE TABLE users (id INTEGER PRIMARY KEY)"]);
/// # Ok(()) }) }
/// # #[cfg(not(feature = "sqlite"))] fn main() {}
/// ```
pub struct Migrator<'m> {
    pub(super) migrations: &'m Migrations,
    pub(super) target: Option<String>,
    pub(super) is_dry_run: bool,
    refuses_newer: bool,
    pub(super) is_forced: bool,
    environment: Option<String>,
    pub(super) lock_timeout: Duration,
    pub(super) table_lock_timeout: Duration,
    pub(super) on_event: Box<dyn Fn(&Event) + Send + Sync + 'm>,
}

impl<'m> Migrator<'m> {
    /// All of `migrations`, with the defaults.
    pub fn new(migrations: &'m Migrations) -> Self {
        Self {
            migrations,
            target: None,
            is_dry_run: false,
            refuses_newer: false,
            is_forced: false,
            environment: None,
            lock_timeout: Duration::from_mins(1),
            table_lock_timeout: Duration::from_secs(10),
            on_event: Box::new(|_| {}),
        }
    }

    /// Stops after `version`. Default: the newest.
    #[must_use]
    pub fn to(mut self, version: impl Into<String>) -> Self {
        self.target = Some(version.into());
        self
    }

    /// Only says what would be done: no statement of a file is executed, no table is created, no lock is taken.
    #[must_use]
    pub fn dry_run(mut self, is_dry_run: bool) -> Self {
        self.is_dry_run = is_dry_run;
        self
    }

    /// Makes it an error that the database has migrations newer than all of ours. Default: they are only reported, so that an
    /// old instance of a program can start while a new one is being deployed.
    #[must_use]
    pub fn refuse_newer(mut self, refuses_newer: bool) -> Self {
        self.refuses_newer = refuses_newer;
        self
    }

    /// Runs migrations, or takes them back, although a table loses what the structs cannot declare: a rule, an invisible column, an ON CONFLICT clause.
    /// Default: [`MigrateError::Opaque`] before the first statement.
    #[must_use]
    pub fn force(mut self, is_forced: bool) -> Self {
        self.is_forced = is_forced;
        self
    }

    /// Writes into the database what it is for. What tries things out refuses one that is for `production`.
    #[must_use]
    pub fn environment(mut self, environment: impl Into<String>) -> Self {
        self.environment = Some(environment.into());
        self
    }

    /// How long to wait for another migrator. Default: one minute.
    #[must_use]
    pub fn lock_timeout(mut self, timeout: Duration) -> Self {
        self.lock_timeout = timeout;
        self
    }

    /// How long a statement may wait for a lock on a table before the migration fails (PostgreSQL, MySQL). Default: ten
    /// seconds; all other sessions wait behind a statement that waits.
    #[must_use]
    pub fn table_lock_timeout(mut self, timeout: Duration) -> Self {
        self.table_lock_timeout = timeout;
        self
    }

    /// Is called for everything that happens during the run.
    #[must_use]
    pub fn on_event(mut self, on_event: impl Fn(&Event) + Send + Sync + 'm) -> Self {
        self.on_event = Box::new(on_event);
        self
    }

    /// Applies what is pending to the database behind `pool`.
    ///
    /// # Errors
    /// See [`migrate`](super::migrate).
    pub async fn run<T: Target>(&self, pool: &T) -> Result<Report, MigrateError> {
        let mut session = pool.open().await?;
        let result = self.run_on(pool, session.as_mut()).await;
        session.close().await;
        result
    }

    async fn run_on<T: Target>(&self, pool: &T, session: &mut dyn Session) -> Result<Report, MigrateError> {
        let history = History::locate(session).await?;
        if self.is_dry_run {
            return self.dry(session, &history).await;
        }
        let patience = Patience { timeout: self.lock_timeout, on_event: &*self.on_event };
        lock::acquire(pool, session, &history, patience).await?;
        let table_lock_timeout = self.table_lock_timeout;
        let is_forced = self.is_forced;
        let mut run =
            Run { session: &mut *session, history: &history, patience, table_lock_timeout, is_forced };
        let result = self.locked(&mut run).await;
        let released = lock::release(session, &history).await;
        let report = result?;
        released.map(|()| report)
    }

    async fn locked(&self, run: &mut Run<'_>) -> Result<Report, MigrateError> {
        self.create_history(run).await?;
        if let Some(environment) = &self.environment {
            run.history.stamp(run.session, environment).await?;
        }
        let rows = run.history.rows(run.session).await?;
        let plan = self.plan(&rows)?;
        for version in &plan.forgotten {
            run.history.forget(run.session, version).await?;
        }
        let prepared = prepare(&plan, &*run.session)?;
        if !self.is_forced {
            let mut pending = Vec::with_capacity(prepared.len());
            for prepared in &prepared {
                let remaining = prepared.remaining(row_of(&rows, &prepared.migration.version))?;
                pending.push(Pending { prepared, done: prepared.script.statements.len() - remaining.len() });
            }
            guard::check(run.session, &pending).await?;
        }
        let mut report = Report { newer: plan.newer, ..Report::default() };
        for prepared in &prepared {
            let row = row_of(&rows, &prepared.migration.version);
            report.applied.extend(apply::apply(run, prepared, row).await?);
        }
        Ok(report)
    }

    /// On SQLite two statements of two migrators could meet here, so that both wait for the write lock first.
    pub(super) async fn create_history(&self, run: &mut Run<'_>) -> Result<(), MigrateError> {
        if run.session.dialect() != orm_schema::Dialect::Sqlite {
            return run.history.create(run.session).await;
        }
        lock::sqlite::begin(run.session, run.patience).await?;
        match run.history.create(run.session).await {
            Ok(()) => lock::sqlite::commit(run.session, run.patience).await,
            Err(error) => {
                session::run(run.session, "ending a transaction", "ROLLBACK").await?;
                Err(error)
            }
        }
    }

    async fn dry(&self, session: &mut dyn Session, history: &History) -> Result<Report, MigrateError> {
        let rows = history.rows(session).await?;
        let plan = self.plan(&rows)?;
        let mut applied = Vec::new();
        for prepared in prepare(&plan, session)? {
            let remaining = prepared.remaining(row_of(&rows, &prepared.migration.version))?;
            applied.push(AppliedMigration {
                version: prepared.migration.version.to_string(),
                name: prepared.migration.name.to_string(),
                statements: remaining.iter().map(|statement| statement.sql.to_owned()).collect(),
                resumed_after: prepared.script.statements.len() - remaining.len(),
                duration: Duration::ZERO,
            });
        }
        Ok(Report { applied, newer: plan.newer, is_dry_run: true })
    }

    fn plan(&self, rows: &[HistoryRow]) -> Result<Plan<'m>, MigrateError> {
        let plan = plan::plan(self.migrations, rows, self.target.as_deref())?;
        match plan.newer.last() {
            Some(file) if self.refuses_newer => Err(MigrateError::DatabaseAhead { file: file.clone() }),
            _ => Ok(plan),
        }
    }
}

/// Reads all files before the first is applied: a broken one stops the run before it has changed anything.
fn prepare<'m>(plan: &Plan<'m>, session: &dyn Session) -> Result<Vec<Prepared<'m>>, MigrateError> {
    plan.pending.iter().map(|migration| Prepared::new(migration, session.dialect())).collect()
}

fn row_of<'r>(rows: &'r [HistoryRow], version: &str) -> Option<&'r HistoryRow> {
    rows.iter().find(|row| row.version == version)
}
