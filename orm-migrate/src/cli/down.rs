//! `down`: takes migrations back.

use std::time::Duration;

use serde::Serialize;

use super::args::DownArgs;
use super::database::{self, Database};
use super::envelope::Outcome;
use super::failure::Failure;
use super::migrate::{self, MigrationReport};
use crate::config::Config;
use crate::report::Console;
use crate::runner::{Migrator, Report};

/// What a program learns from `down`.
#[derive(Serialize)]
struct DownReport {
    /// In the order in which they were taken back: newest first.
    reverted: Vec<MigrationReport>,
    dry_run: bool,
}

/// Runs the command.
pub(super) fn run(config: &Config, arguments: &DownArgs, console: &Console) -> Result<Outcome, Failure> {
    let migrations = database::migrations(config)?;
    let runtime = database::runtime()?;
    let report = runtime.block_on(async {
        let database = Database::new(config, &arguments.database)?;
        let mut migrator = Migrator::new(&migrations)
            .dry_run(arguments.dry_run)
            .force(arguments.force)
            .lock_timeout(Duration::from_secs(arguments.lock_timeout))
            .on_event(|event| migrate::tell(console, event, "taken back"));
        if let Some(version) = &arguments.to {
            migrator = migrator.to(version.as_str());
        }
        tokio::select! {
            report = database.revert(&migrator) => report.map_err(|error| database::failure(config, error)),
            _ = tokio::signal::ctrl_c() => Err(migrate::interrupted("down")),
        }
    })?;
    Ok(outcome(report))
}

fn outcome(report: Report) -> Outcome {
    let Report { applied, is_dry_run, .. } = report;
    let reverted: Vec<MigrationReport> = applied.into_iter().map(MigrationReport::from).collect();
    let how_many = migrate::count(reverted.len(), "migration");
    let message = match (reverted.is_empty(), is_dry_run) {
        (true, _) => "nothing to take back".to_owned(),
        (false, true) => format!("would take back {how_many}"),
        (false, false) => format!("took back {how_many}"),
    };
    let stdout = if is_dry_run { migrate::sql(&reverted) } else { String::new() };
    Outcome { stdout, ..Outcome::done(&DownReport { reverted, dry_run: is_dry_run }, message) }
}
