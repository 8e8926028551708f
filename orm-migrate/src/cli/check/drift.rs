//! What somebody changed in a database past its migrations.

use serde::Serialize;

use crate::cli::args::DatabaseArgs;
use crate::cli::database::{self, Database};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::config::Config;
use crate::folder::Folder;
use crate::hazard::Severity;
use crate::introspect::{Difference, Unmodelled};
use crate::report::Diagnostic;
use crate::runner::MigrationState;

/// The database next to what its migrations make of it.
#[derive(Serialize)]
pub(super) struct Drift {
    /// Migrations that it does not have as they stand in the folder.
    open: usize,
    /// In what it is not as the migrations that it has left it.
    differences: Vec<Difference>,
    /// What is in it that the model cannot hold, and that is therefore not compared.
    unmodelled: Vec<Unmodelled>,
}

impl Drift {
    pub(super) fn is_none(&self) -> bool {
        self.open == 0 && self.differences.is_empty()
    }

    pub(super) fn message(&self) -> String {
        let places = match self.differences.len() {
            0 => String::new(),
            1 => "the database differs from its migrations in 1 place".to_owned(),
            places => format!("the database differs from its migrations in {places} places"),
        };
        match (self.open, places.is_empty()) {
            (0, true) => "the files agree, and the database is as they left it".to_owned(),
            (0, false) => places,
            (open, true) => format!("{open} not applied to the database as they stand: `orm-migrate status`"),
            (open, false) => format!("{open} not applied to the database as they stand, and {places}"),
        }
    }

    /// One line for each difference.
    pub(super) fn lines(&self) -> String {
        self.differences.iter().flat_map(|difference| [difference.to_string(), "\n".to_owned()]).collect()
    }

    /// What was not compared.
    pub(super) fn diagnostics(&self) -> Vec<Diagnostic> {
        let diagnostic = |object: &Unmodelled| Diagnostic {
            severity: Severity::Info,
            ..Diagnostic::error(format!("not compared: {object}"))
        };
        self.unmodelled.iter().map(diagnostic).collect()
    }
}

/// Compares the database with the schema after the last migration that it has.
pub(super) fn find(config: &Config, folder: &Folder, arguments: &DatabaseArgs) -> Result<Drift, Failure> {
    let migrations = database::migrations(config)?;
    let runtime = database::runtime()?;
    runtime.block_on(async {
        let database = Database::new(config, arguments)?;
        let status = database.status(&migrations).await.map_err(|error| database::failure(config, error))?;
        let is_open = |state: MigrationState| state != MigrationState::Applied;
        let open = status.migrations.iter().filter(|migration| is_open(migration.state)).count();
        let applied = status.migrations.iter().rev().find(|migration| !is_open(migration.state));
        let version = applied.map(|migration| migration.version.as_str()).unwrap_or_default();
        let declared = folder.schema_after(config.dialect, version)?;
        let live = database.schema_as(&declared).await.map_err(|error| database::failure(config, error))?;
        let differences = live.differences_from(&declared).map_err(|error| {
            Failure::new(Exit::Failed, "diff_failed", vec![Diagnostic::error(error.to_string())])
        })?;
        Ok(Drift { open, differences, unmodelled: live.unmodelled })
    })
}
