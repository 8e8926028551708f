//! `check`: do the migrations, their lock file, the last snapshot and the structs agree? For a build server; asks nothing,
//! writes nothing and needs no database.

use serde::Serialize;

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
}

/// Runs the command. What is wrong with a file is an error of its own; structs that have moved on are pending changes.
pub(super) fn run(config: &Config) -> Result<Outcome, Failure> {
    let folder = Folder::read(&project::migrations_folder(config))?;
    folder.schema(config.dialect)?;
    let source = SchemaSource::read(config)?;
    let current = !folder.lags_behind(source.schema(), config.dialect)?;
    let migrations = folder.migrations().len();
    let (exit, message) = if current {
        let noun = if migrations == 1 { "migration" } else { "migrations" };
        (Exit::Done, format!("{migrations} {noun}, the lock file, the snapshot and the structs agree"))
    } else {
        (Exit::Pending, LAGGING.to_owned())
    };
    Ok(Outcome { exit, ..Outcome::done(&CheckReport { current, migrations }, message) })
}
