//! `check`: do the migrations, their lock file, the last snapshot and the structs agree, and, if asked, the database with them?
//! For a build server; asks nothing and writes nothing. Only `--database` needs one.

mod drift;

use serde::Serialize;

use self::drift::Drift;
use super::args::CheckArgs;
use super::envelope::Outcome;
use super::exit::Exit;
use super::failure::Failure;
use super::project;
use super::source::{LAGGING, SchemaSource};
use crate::config::Config;
use crate::folder::Folder;

/// What a program learns from `check`.
#[derive(Serialize)]
struct CheckReport {
    /// Do the migrations lead to what the structs declare?
    current: bool,
    /// How many migrations there are.
    migrations: usize,
    /// What the database is, next to what its migrations make of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    database: Option<Drift>,
}

/// Runs the command. What is wrong with a file is an error of its own; structs that have moved on are pending changes, and so is
/// a database that somebody changed.
pub(super) fn run(config: &Config, arguments: &CheckArgs) -> Result<Outcome, Failure> {
    let folder = Folder::read(&project::migrations_folder(config))?;
    folder.schema(config.dialect)?;
    let source = SchemaSource::read(config)?;
    let current = !folder.lags_behind(source.schema(), config.dialect)?;
    let migrations = folder.migrations().len();
    let is_asked = arguments.database || arguments.target.url.is_some();
    let database = if is_asked { Some(drift::find(config, &folder, &arguments.target)?) } else { None };

    let is_same = database.as_ref().is_none_or(Drift::is_none);
    let noun = if migrations == 1 { "migration" } else { "migrations" };
    let message = match (&database, current) {
        (_, false) => LAGGING.to_owned(),
        (Some(drift), true) => format!("{migrations} {noun}: {}", drift.message()),
        (None, true) => format!("{migrations} {noun}, the lock file, the snapshot and the structs agree"),
    };
    let stdout = database.as_ref().map(Drift::lines).unwrap_or_default();
    let diagnostics = database.as_ref().map(Drift::diagnostics).unwrap_or_default();
    let exit = if current && is_same { Exit::Done } else { Exit::Pending };
    let report = CheckReport { current, migrations, database };
    Ok(Outcome { exit, stdout, diagnostics, ..Outcome::done(&report, message) })
}
