//! What a run did, what it tells while it runs, and where a database stands.

use std::time::Duration;

use super::error::LockHolder;

/// What a run did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// The migrations that this run applied or, in a dry run, would apply, in order.
    pub applied: Vec<AppliedMigration>,
    /// Files that the database has and that are newer than all this program knows: a newer version of the program has
    /// migrated it. Not an error, so that an old instance can start during a rolling deployment.
    pub newer: Vec<String>,
    /// True if nothing was executed.
    pub is_dry_run: bool,
}

/// One migration of a [`Report`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppliedMigration {
    /// The version.
    pub version: String,
    /// The name behind the version.
    pub name: String,
    /// The statements that were (or would be) executed, without those that an earlier run had already applied.
    pub statements: Vec<String>,
    /// How many statements an earlier run had already applied.
    pub resumed_after: usize,
    /// How long it took; zero in a dry run.
    pub duration: Duration,
}

/// What happens during a run, for [`Migrator::on_event`](super::Migrator::on_event).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// Another migrator holds the lock.
    WaitingForLock {
        /// Who holds it, as far as the database tells.
        holder: Option<LockHolder>,
    },
    /// A migration begins.
    MigrationStarted {
        /// Its file.
        file: String,
        /// How many statements it has.
        statements: usize,
        /// How many of them an earlier run had already applied.
        resumed_after: usize,
    },
    /// A statement is about to be sent.
    StatementStarted {
        /// The file.
        file: String,
        /// The number of the statement, from 1.
        statement: usize,
    },
    /// The database has executed a statement; the journal does not say so yet.
    StatementExecuted {
        /// The file.
        file: String,
        /// The number of the statement, from 1.
        statement: usize,
    },
    /// A statement was executed by an earlier run that was interrupted before it could record it. It is taken as done.
    StatementFoundDone {
        /// The file.
        file: String,
        /// The number of the statement, from 1.
        statement: usize,
        /// How the runner knows.
        reason: String,
    },
    /// A migration is applied and recorded.
    MigrationFinished {
        /// Its file.
        file: String,
        /// How long it took.
        duration: Duration,
    },
}

/// Where a database stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Status {
    /// All migrations of the folder and of the database, in order of version.
    pub migrations: Vec<MigrationStatus>,
}

impl Status {
    /// True if every migration is applied as it stands in the folder.
    pub fn is_current(&self) -> bool {
        self.migrations.iter().all(|migration| migration.state == MigrationState::Applied)
    }
}

/// One migration of a [`Status`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MigrationStatus {
    /// The version.
    pub version: String,
    /// The name behind the version.
    pub name: String,
    /// Where it stands.
    pub state: MigrationState,
    /// When it was applied, in UTC (`2026-11-20T10:30:00Z`).
    pub finished_at: Option<String>,
    /// Why it failed.
    pub error: Option<String>,
}

/// Where one migration stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MigrationState {
    /// Not applied.
    Pending,
    /// Applied as it stands in the folder.
    Applied,
    /// Applied, but the file says something else today.
    Edited,
    /// Applied, but the file is gone.
    Missing,
    /// Older than a migration that has been applied, and not applied itself.
    OutOfOrder,
    /// Applied by a newer version of the program.
    Newer,
    /// Interrupted, or at work in another process: so many statements of so many are applied.
    Partial {
        /// Statements that are applied.
        done: usize,
        /// Statements of the file.
        total: usize,
    },
    /// Being taken back, or interrupted in that: so many of so many statements that take it back are executed.
    Reverting {
        /// Statements that are executed.
        done: usize,
        /// Statements of the file in `down`.
        total: usize,
    },
    /// Failed: so many statements of so many are applied.
    Failed {
        /// Statements that are applied.
        done: usize,
        /// Statements of the file.
        total: usize,
    },
}

/// How the schema that a program was compiled with compares with the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemaState {
    /// The last applied migration leads to this schema.
    Current,
    /// The database does not know this schema yet: migrations are pending.
    Behind {
        /// The last applied file, if any.
        last_applied: Option<String>,
    },
    /// The database had this schema and has been migrated further: this program is older than the database.
    Ahead {
        /// The file that led to the schema of this program.
        known: String,
        /// The last applied file.
        last_applied: String,
    },
}
