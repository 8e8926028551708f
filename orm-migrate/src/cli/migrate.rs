//! `migrate`: applies what is pending.

use std::time::Duration;

use serde::Serialize;

use super::args::MigrateArgs;
use super::database::{self, Database};
use super::envelope::Outcome;
use super::exit::Exit;
use super::failure::Failure;
use crate::config::Config;
use crate::report::{Console, Diagnostic};
use crate::runner::{AppliedMigration, Event, Migrator, Report};

/// What a program learns from `migrate`.
#[derive(Serialize)]
struct MigrateReport {
    applied: Vec<MigrationReport>,
    /// Migrations of the database that are newer than the folder.
    newer: Vec<String>,
    dry_run: bool,
}

#[derive(Serialize)]
pub(super) struct MigrationReport {
    version: String,
    name: String,
    statements: Vec<String>,
    resumed_after: usize,
    duration_ms: u128,
}

impl From<AppliedMigration> for MigrationReport {
    fn from(applied: AppliedMigration) -> Self {
        let duration_ms = applied.duration.as_millis();
        let AppliedMigration { version, name, statements, resumed_after, .. } = applied;
        Self { version, name, statements, resumed_after, duration_ms }
    }
}

/// Runs the command.
pub(super) fn run(config: &Config, arguments: &MigrateArgs, console: &Console) -> Result<Outcome, Failure> {
    let migrations = database::migrations(config)?;
    let runtime = database::runtime()?;
    let report = runtime.block_on(async {
        let database = Database::new(config, &arguments.database)?;
        let mut migrator = Migrator::new(&migrations)
            .dry_run(arguments.dry_run)
            .force(arguments.force)
            .lock_timeout(Duration::from_secs(arguments.lock_timeout))
            .on_event(|event| tell(console, event, "applied"));
        if let Some(version) = &arguments.to {
            migrator = migrator.to(version.as_str());
        }
        if let Some(environment) = &arguments.environment {
            migrator = migrator.environment(environment.as_str());
        }
        // A transaction that is left behind is rolled back by the database; the next run continues from the journal.
        tokio::select! {
            report = database.migrate(&migrator) => report.map_err(|error| database::failure(config, error)),
            _ = tokio::signal::ctrl_c() => Err(interrupted("migrate")),
        }
    })?;
    Ok(outcome(report))
}

/// What is said when a person stops the command.
pub(super) fn interrupted(command: &str) -> Failure {
    let diagnostic = Diagnostic::error("interrupted");
    Failure::new(Exit::Failed, "interrupted", vec![diagnostic])
        .with_hint(format!("run `orm-migrate {command}` again to continue"))
}

/// Says what happens, as it happens; `done` is what has become of a file.
pub(super) fn tell(console: &Console, event: &Event, done: &str) {
    match event {
        Event::WaitingForLock { holder: Some(holder) } => {
            console.say(&format!("waiting for another migrator: {holder}"));
        }
        Event::WaitingForLock { holder: None } => console.say("waiting for another migrator"),
        Event::MigrationStarted { file, statements, resumed_after: 0 } => {
            console.say(&format!("{file}: {}", count(*statements, "statement")));
        }
        Event::MigrationStarted { file, statements, resumed_after } => {
            console.say(&format!(
                "{file}: continues after {resumed_after} of {}",
                count(*statements, "statement")
            ));
        }
        Event::StatementFoundDone { statement, reason, .. } => {
            console.say(&format!("  {statement} was done by the interrupted run: {reason}"));
        }
        Event::StatementExecuted { statement, .. } => console.say(&format!("  {statement} done")),
        Event::MigrationFinished { file, duration } => {
            console.say(&format!("{file}: {done} in {} ms", duration.as_millis()));
        }
        _ => {}
    }
}

pub(super) fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// The statements that would be run, below the names of their migrations.
pub(super) fn sql(migrations: &[MigrationReport]) -> String {
    let mut text = String::new();
    for migration in migrations {
        text.extend(["-- ", &migration.version, "_", &migration.name, "\n"]);
        text.extend(migration.statements.iter().flat_map(|statement| [statement.as_str(), ";\n\n"]));
    }
    text
}

fn outcome(report: Report) -> Outcome {
    let Report { applied, newer, is_dry_run } = report;
    let applied: Vec<MigrationReport> = applied.into_iter().map(MigrationReport::from).collect();
    let how_many = count(applied.len(), "migration");
    let message = match (applied.is_empty(), is_dry_run) {
        (true, _) => "nothing to apply".to_owned(),
        (false, true) => format!("would apply {how_many}"),
        (false, false) => format!("applied {how_many}"),
    };
    let stdout = if is_dry_run { sql(&applied) } else { String::new() };
    let diagnostics = newer.iter().map(|file| Diagnostic {
        severity: crate::hazard::Severity::Warning,
        ..Diagnostic::error(format!("the database has `{file}`, which is not in the folder"))
    });
    let diagnostics = diagnostics.collect();
    Outcome {
        stdout,
        diagnostics,
        ..Outcome::done(&MigrateReport { applied, newer, dry_run: is_dry_run }, message)
    }
}
