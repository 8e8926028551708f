//! `status`: which migrations the database has.

use serde::Serialize;

use super::args::StatusArgs;
use super::database::{self, Database};
use super::envelope::Outcome;
use super::exit::Exit;
use super::failure::Failure;
use crate::config::Config;
use crate::runner::{MigrationState, MigrationStatus, Status};

/// What a program learns from `status`.
#[derive(Serialize)]
struct StatusReport {
    /// Is every migration applied as it stands in the folder?
    current: bool,
    migrations: Vec<MigrationReport>,
}

#[derive(Serialize)]
struct MigrationReport {
    version: String,
    name: String,
    /// `pending`, `applied`, `edited`, `missing`, `out_of_order`, `newer`, `partial`, `failed`,
    /// `reverting`.
    state: &'static str,
    /// Statements that are applied and statements of the file, when it is in between.
    #[serde(skip_serializing_if = "Option::is_none")]
    statements: Option<[usize; 2]>,
    finished_at: Option<String>,
    error: Option<String>,
}

impl From<MigrationStatus> for MigrationReport {
    fn from(status: MigrationStatus) -> Self {
        let (state, statements) = match status.state {
            MigrationState::Pending => ("pending", None),
            MigrationState::Applied => ("applied", None),
            MigrationState::Edited => ("edited", None),
            MigrationState::Missing => ("missing", None),
            MigrationState::OutOfOrder => ("out_of_order", None),
            MigrationState::Newer => ("newer", None),
            MigrationState::Partial { done, total } => ("partial", Some([done, total])),
            MigrationState::Failed { done, total } => ("failed", Some([done, total])),
            MigrationState::Reverting { done, total } => ("reverting", Some([done, total])),
        };
        let MigrationStatus { version, name, finished_at, error, .. } = status;
        Self { version, name, state, statements, finished_at, error }
    }
}

/// Runs the command.
pub(super) fn run(config: &Config, arguments: &StatusArgs) -> Result<Outcome, Failure> {
    let migrations = database::migrations(config)?;
    let status = database::runtime()?.block_on(async {
        let database = Database::new(config, &arguments.database)?;
        database.status(&migrations).await.map_err(|error| database::failure(config, error))
    })?;
    Ok(outcome(status, arguments.check))
}

fn outcome(status: Status, is_check: bool) -> Outcome {
    let current = status.is_current();
    let migrations: Vec<MigrationReport> = status.migrations.into_iter().map(MigrationReport::from).collect();
    let stdout = migrations.iter().map(line).collect();
    let open = migrations.iter().filter(|migration| migration.state != "applied").count();
    let message = match (current, migrations.is_empty()) {
        (true, true) => "no migrations".to_owned(),
        (true, false) => "the database is up to date".to_owned(),
        (false, _) => format!("{open} of {} migrations are not applied as they stand", migrations.len()),
    };
    let exit = if is_check && !current { Exit::Pending } else { Exit::Done };
    Outcome { exit, stdout, ..Outcome::done(&StatusReport { current, migrations }, message) }
}

/// `applied       20261120103000_add_files  2026-11-20T10:30:05Z`.
fn line(migration: &MigrationReport) -> String {
    let MigrationReport { version, name, state, statements, finished_at, error } = migration;
    let progress = statements.map(|[done, total]| format!("{done} of {total} statements"));
    let mut line = format!("{state:<12}  {version}_{name}");
    for more in [&progress, finished_at, error].into_iter().flatten() {
        line.push_str("  ");
        line.push_str(more);
    }
    line.push('\n');
    line
}
