//! `plan`: what each statement of the migrations to come does to rows and to other sessions. Reads the folder; a database only if
//! it is asked to.

mod opaque;
mod tables;
mod words;

use orm_schema::Pair;
use serde::Serialize;

use self::tables::TableReport;
pub(super) use self::words::Counts;
use super::args::PlanArgs;
use super::database::{self, Database};
use super::envelope::Outcome;
use super::exit::Exit;
use super::failure::Failure;
use super::project;
use crate::config::Config;
use crate::folder::Folder;
use crate::hazard::Severity;
use crate::risk::{self, MigrationRisks};
use crate::runner::{MigrateError, MigrationState};

/// What a program learns from `plan`.
#[derive(Serialize)]
struct PlanReport {
    migrations: Vec<MigrationReport>,
    /// How large the tables are that others are at work on; asked of the database.
    #[serde(skip_serializing_if = "Option::is_none")]
    tables: Option<Vec<TableReport>>,
}

/// A migration and its risks.
#[derive(Serialize)]
struct MigrationReport {
    version: String,
    name: String,
    file: String,
    #[serde(flatten)]
    risks: MigrationRisks,
}

/// Runs the command.
pub(super) fn run(config: &Config, arguments: &PlanArgs) -> Result<Outcome, Failure> {
    let folder = Folder::read(&project::migrations_folder(config))?;
    let is_asked = arguments.database || arguments.target.url.is_some();
    let open = if is_asked { Some(open(config, arguments)?) } else { None };
    if let Some(version) = &arguments.after
        && !folder.migrations().iter().any(|file| file.version == *version)
    {
        return Err(database::failure(config, MigrateError::UnknownVersion { version: version.clone() }));
    }
    let mut migrations = Vec::new();
    for (index, file) in folder.migrations().iter().enumerate() {
        let is_behind = arguments.after.as_ref().is_none_or(|version| file.version > *version);
        if is_behind && open.as_ref().is_none_or(|open| open.contains(&file.version)) {
            migrations.push(report(config, &folder, index)?);
        }
    }
    if is_asked {
        opaque::note(config, arguments, &mut migrations)?;
    }
    let tables = if is_asked { Some(tables::read(config, arguments, &migrations)?) } else { None };
    Ok(outcome(&PlanReport { migrations, tables }, arguments.check))
}

/// The versions that the database does not have as they stand.
fn open(config: &Config, arguments: &PlanArgs) -> Result<Vec<String>, Failure> {
    let migrations = database::migrations(config)?;
    let status = database::runtime()?.block_on(async {
        let database = Database::new(config, &arguments.target)?;
        database.status(&migrations).await.map_err(|error| database::failure(config, error))
    })?;
    let open = status.migrations.into_iter().filter(|migration| migration.state != MigrationState::Applied);
    Ok(open.map(|migration| migration.version).collect())
}

fn report(config: &Config, folder: &Folder, index: usize) -> Result<MigrationReport, Failure> {
    let files = folder.migrations();
    let file = &files[index];
    // The files of one migration have no schemas of their own between them.
    let parts = folder.parts(index);
    let before = parts.start().checked_sub(1).map_or("", |before| &files[before].version);
    let previous = folder.schema_after(config.dialect, before)?;
    let next = folder.schema_after(config.dialect, &files[*parts.end()].version)?;
    let schemas = Pair { previous: &previous, next: &next };
    let file_name = format!("{}.sql", file.stem());
    let risks = risk::of_migration(&file.sql, config.dialect, schemas).map_err(|problem| {
        database::failure(config, MigrateError::InvalidFile { file: file_name.clone(), problem })
    })?;
    Ok(MigrationReport {
        version: file.version.clone(),
        name: file.name.clone(),
        file: folder.path().join(file_name).display().to_string(),
        risks,
    })
}

fn outcome(report: &PlanReport, is_check: bool) -> Outcome {
    let mut counts = Counts::default();
    let mut stdout = String::new();
    for migration in &report.migrations {
        counts.add(&migration.risks);
        stdout.push_str(&words::migration(migration, report.tables.as_deref().unwrap_or_default()));
    }
    let mut statements = report.migrations.iter().flat_map(|migration| &migration.risks.statements);
    let is_found = statements.any(|statement| {
        statement.lossy || statement.hazards.iter().any(|hazard| hazard.severity == Severity::Error)
    });
    let message = match report.migrations.len() {
        0 => "no migrations to come".to_owned(),
        1 => format!("1 migration: {counts}"),
        n => format!("{n} migrations: {counts}"),
    };
    let exit = if is_check && is_found { Exit::Pending } else { Exit::Done };
    Outcome { exit, stdout, ..Outcome::done(report, message) }
}
