//! What can go wrong, with the place and the way out.

use std::time::Duration;

pub use super::holder::LockHolder;
use super::holder::{described, since};
use super::session::message;
use super::split::SplitError;

/// The action of a [`MigrateError::Database`] that ends a migration.
pub(super) const COMMITTING: &str = "committing";

/// Why a migration, a status or a check could not be done. [`hint`](Self::hint) says the way out,
/// [`exit_code`](Self::exit_code) what a command line tool should return.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MigrateError {
    /// No server answers at this place.
    #[error("cannot reach the database server at {place}: {source}")]
    Unreachable {
        /// Host and port, or socket.
        place: String,
        /// What the driver said.
        source: sqlx::Error,
    },
    /// The server refuses this user or this password.
    #[error("the database server at {place} refuses user `{user}`: {message}")]
    Refused {
        /// Host and port, or socket.
        place: String,
        /// The user that was tried. The password is never shown.
        user: String,
        /// What the server said.
        message: String,
    },
    /// The server has no database of this name.
    #[error("database `{database}` does not exist at {place}")]
    DatabaseMissing {
        /// The name that was asked for.
        database: String,
        /// Host and port, or socket.
        place: String,
    },
    /// The database file cannot be opened.
    #[error("cannot open the database file `{path}`: {message}")]
    CannotOpen {
        /// The file.
        path: String,
        /// What the system or the driver said.
        message: String,
    },
    /// The database file, or its folder, cannot be written.
    #[error("the database file `{path}` is read-only")]
    ReadOnly {
        /// The file.
        path: String,
    },
    /// Another migrator is at work and did not finish in time.
    #[error("another migrator is at work{}{}", described(.holder.as_ref()), since(*.waited))]
    Locked {
        /// Who holds the lock, as far as the database tells.
        holder: Option<LockHolder>,
        /// How long this run waited.
        waited: Duration,
    },
    /// The connection leads to a pooler that lends the sessions of the server from one statement to the next.
    #[error(
        "a pooler lends each statement another session of the server, so that nothing keeps other migrators out"
    )]
    Pooled,
    /// Two files have one version.
    #[error("`{}` and `{}` have the same version", files[0], files[1])]
    DuplicateVersion {
        /// The version.
        version: String,
        /// The two files.
        files: [String; 2],
    },
    /// No migration has the version that was asked for.
    #[error("there is no migration of version `{version}`")]
    UnknownVersion {
        /// The version that was asked for.
        version: String,
    },
    /// A file was changed after it had been applied.
    #[error("`{file}` was edited after it had been applied")]
    Edited {
        /// The file.
        file: String,
        /// The checksum when it was applied.
        recorded: String,
        /// The checksum of the file at hand.
        found: String,
    },
    /// The applied part of a half-applied file was changed.
    #[error("`{file}` was edited in its first {statements} statements, which have already been applied")]
    EditedAfterPartialRun {
        /// The file.
        file: String,
        /// How many of its statements have been applied.
        statements: usize,
    },
    /// The database has a migration whose file is gone.
    #[error("`{file}` has been applied to the database, but the file is missing")]
    Missing {
        /// The file.
        file: String,
    },
    /// A file is older than one that has been applied.
    #[error("`{file}` is older than `{last_applied}`, which has already been applied")]
    OutOfOrder {
        /// The file that is not applied.
        file: String,
        /// The newest applied file.
        last_applied: String,
    },
    /// The database has newer migrations than this program knows, and [`Migrator::refuse_newer`](super::Migrator::refuse_newer) is set.
    #[error("the database is ahead: it has `{file}`, which is not in the folder")]
    DatabaseAhead {
        /// The newest applied file.
        file: String,
    },
    /// A table has more than the model holds, and a migration would lose it without a word.
    #[error("`{file}` would lose what structs cannot declare: {}", .losses.join("; "))]
    Opaque {
        /// The file.
        file: String,
        /// The line of the statement.
        line: usize,
        /// What would be lost.
        losses: Vec<String>,
    },
    /// Nothing takes a migration back.
    #[error("`{file}` cannot be taken back: {reason}")]
    NoWayBack {
        /// The file of the migration.
        file: String,
        /// Why.
        reason: String,
    },
    /// A migration is half applied, so that it can be neither passed over nor taken back.
    #[error("`{file}` is applied only in part")]
    HalfApplied {
        /// The file of the migration.
        file: String,
    },
    /// A migration is half taken back.
    #[error("`{file}` is being taken back, and that was interrupted")]
    HalfReverted {
        /// The file of the migration.
        file: String,
    },
    /// A file cannot be split into statements, or holds what the runner does itself.
    #[error("`{file}`, line {}: {problem}", problem.line())]
    InvalidFile {
        /// The file.
        file: String,
        /// What is wrong, and on which line.
        problem: SplitError,
    },
    /// The database refused a statement.
    #[error("`{file}`, line {line}: statement {statement} of {total} failed: {message}")]
    StatementFailed {
        /// The file.
        file: String,
        /// The number of the statement, from 1.
        statement: usize,
        /// How many statements the file has.
        total: usize,
        /// The line on which the statement begins.
        line: usize,
        /// The statement.
        sql: String,
        /// What the database said.
        message: String,
        /// How many statements of the file stay applied.
        applied: usize,
        /// The statement waited too long for a lock that another session holds.
        is_lock_timeout: bool,
    },
    /// The database refused a statement that stands in no file.
    #[error("{message}, in: {sql}")]
    PushFailed {
        /// The statement.
        sql: String,
        /// What the database said.
        message: String,
        /// How many statements before it stay.
        applied: usize,
        /// The statement waited too long for a lock that another session holds.
        is_lock_timeout: bool,
    },
    /// The database is in production, where only migrations change a schema.
    #[error("the database has the stamp `production`")]
    Production,
    /// The schema of the database comes from migrations, which must stay what describes it.
    #[error("the database has a history of migrations, the last of which is `{last_applied}`")]
    HasHistory {
        /// The newest applied file.
        last_applied: String,
    },
    /// A rebuilt table lost or gained something; the migration was rolled back.
    #[error("`{file}`: {problem}")]
    RebuildRefused {
        /// The file.
        file: String,
        /// What would have been lost.
        problem: super::rebuild::RebuildProblem,
    },
    /// The history table was written by a newer version of this library.
    #[error("the history table has layout {found}, this version knows layouts up to {known}")]
    NewerLayout {
        /// The layout in the database.
        found: String,
        /// The newest layout that this version knows.
        known: u32,
    },
    /// The user of the connection lacks a right that comparing needs.
    #[error("the user `{user}` may not {what}")]
    Forbidden {
        /// The user.
        user: String,
        /// What it may not do, and where.
        what: String,
        /// The statement that gives the right.
        grant: String,
    },
    /// The schema was another one whenever it had been read.
    #[error("the schema changed while it was read, {readings} times in a row")]
    Unsettled {
        /// How often it was read.
        readings: usize,
    },
    /// The database has no place for the history table.
    #[error("no schema is selected for the connection")]
    NoSchema,
    /// A query of the runner itself failed.
    #[error("{action}: {}", message(source))]
    Database {
        /// What the runner was doing.
        action: &'static str,
        /// What the driver said.
        source: sqlx::Error,
    },
}

/// The view or trigger over which a rename of SQLite stumbles: `error in view shown: no such table: main.gone`.
fn broken_object(message: &str) -> Option<String> {
    let (object, _) = message.strip_prefix("error in ")?.split_once(": ")?;
    let (kind, name) = object.split_once(' ').filter(|(kind, _)| matches!(*kind, "view" | "trigger"))?;
    // It may be about what the statement itself breaks.
    (!name.contains(" after ")).then(|| format!("{kind} `{name}`"))
}

/// PostgreSQL: `insufficient_privilege`. <https://www.postgresql.org/docs/17/errcodes-appendix.html>
fn is_forbidden(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(sqlx::error::DatabaseError::code).is_some_and(|code| code == "42501")
}

impl MigrateError {
    /// The exit code for a command line tool: 4 for a loss that nobody agreed to, 5 for a lock, 6 for a history that does not match the files, 2 for a wrong
    /// request, 1 for everything else.
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Locked { .. } => 5,
            Self::Edited { .. }
            | Self::EditedAfterPartialRun { .. }
            | Self::Missing { .. }
            | Self::OutOfOrder { .. }
            | Self::DatabaseAhead { .. }
            | Self::HalfApplied { .. }
            | Self::HalfReverted { .. }
            | Self::DuplicateVersion { .. } => 6,
            Self::UnknownVersion { .. } => 2,
            Self::Opaque { .. } => 4,
            Self::Unreachable { .. }
            | Self::Refused { .. }
            | Self::DatabaseMissing { .. }
            | Self::Pooled
            | Self::CannotOpen { .. }
            | Self::ReadOnly { .. }
            | Self::InvalidFile { .. }
            | Self::NoWayBack { .. }
            | Self::StatementFailed { .. }
            | Self::PushFailed { .. }
            | Self::Production
            | Self::HasHistory { .. }
            | Self::RebuildRefused { .. }
            | Self::NewerLayout { .. }
            | Self::NoSchema
            | Self::Forbidden { .. }
            | Self::Unsettled { .. }
            | Self::Database { .. } => 1,
        }
    }

    /// The way out, as one sentence.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Unreachable { .. } => "is the server running, and are host and port in the URL right?".to_owned(),
            Self::Refused { .. } => "check user and password in the URL".to_owned(),
            Self::DatabaseMissing { database, .. } => format!("create it first: create database {database}"),
            Self::CannotOpen { .. } => {
                "does the folder exist, and may you write to it? `?mode=rwc` in the URL creates a missing file".to_owned()
            }
            Self::ReadOnly { .. } => "give the user of this process write access to the file and to its folder".to_owned(),
            Self::Locked { holder: Some(_), .. } => "wait for it to finish, or end that session".to_owned(),
            Self::Locked { holder: None, .. } => {
                "wait for it to finish; a program that keeps a transaction open on an SQLite file looks the same".to_owned()
            }
            Self::Pooled => {
                "migrate past the pooler: give the address of the server itself (in orm.toml as `direct_url`), or that of a pool in \
                 session mode"
                    .to_owned()
            }
            Self::DuplicateVersion { .. } => "rename one of the files to a later time".to_owned(),
            Self::Edited { .. } => "restore the file, and put the change into a new migration".to_owned(),
            Self::EditedAfterPartialRun { statements, .. } => {
                format!("restore the first {statements} statements; what follows them may be edited")
            }
            Self::Missing { .. } => "restore the file from version control".to_owned(),
            Self::OutOfOrder { .. } => {
                "it came from another branch: give it a later version by generating it again, or rename the file".to_owned()
            }
            Self::DatabaseAhead { .. } => "update the migrations folder, or deploy the newer program".to_owned(),
            Self::Opaque { file, .. } if file.starts_with("down/") => {
                "pass `--force` (`Migrator::force`) if that is meant".to_owned()
            }
            Self::Opaque { .. } => {
                "pass `--force` (`Migrator::force`) if that is meant; `orm-migrate plan --database` shows each place".to_owned()
            }
            Self::NoWayBack { .. } => "write a migration that leads on, or restore a backup".to_owned(),
            Self::HalfApplied { .. } => "run `orm-migrate migrate` to finish it first".to_owned(),
            Self::HalfReverted { .. } => "run `orm-migrate down` to finish that first".to_owned(),
            Self::InvalidFile { problem, .. } => return problem.hint().map(str::to_owned),
            Self::PushFailed { is_lock_timeout: true, .. } => {
                "another session uses the table: run again when it is done".to_owned()
            }
            Self::PushFailed { applied: 0, .. } => "nothing was changed: correct the structs or the data".to_owned(),
            Self::PushFailed { applied, .. } => {
                format!("the {applied} statements before it stay: run again when the structs or the data are corrected")
            }
            Self::Production => "write a migration: orm-migrate generate".to_owned(),
            Self::HasHistory { .. } => {
                "write a migration: orm-migrate generate; `push --force` changes the database past its history".to_owned()
            }
            Self::StatementFailed { is_lock_timeout: true, .. } => {
                "another session uses the table: run again when it is done, or wait longer (`table_lock_timeout`)".to_owned()
            }
            Self::StatementFailed { message, .. } if let Some(object) = broken_object(message) => {
                format!("SQLite renames and drops columns only where all views and triggers make sense: drop {object}, or mend it, and run again")
            }
            Self::StatementFailed { applied: 0, .. } => {
                "nothing of this file was applied: correct it or the data, and run again".to_owned()
            }
            Self::StatementFailed { applied, .. } => format!(
                "the first {applied} statements stay applied and must not be edited; correct the rest or the data, and run again"
            ),
            Self::RebuildRefused { problem, .. } => problem.hint(),
            Self::NewerLayout { .. } => "update orm-migrate".to_owned(),
            Self::Forbidden { grant, .. } => format!("somebody who may runs: {grant}"),
            Self::Unsettled { .. } => "wait for the migration that is at work, and run again".to_owned(),
            Self::NoSchema => {
                "name the database in the URL; on PostgreSQL, create the first schema of `search_path`".to_owned()
            }
            Self::UnknownVersion { .. } => "the version is the number in front of a file's name".to_owned(),
            Self::Database { source, .. } if is_forbidden(source) => {
                "the user in the URL needs the right to create tables there, and to read and write those of the history"
                    .to_owned()
            }
            Self::Database { action: COMMITTING, .. } => {
                "run again when the cause is gone: what was not committed is applied then".to_owned()
            }
            Self::Database { .. } => return None,
        })
    }
}
