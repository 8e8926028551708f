//! The first migration of a database that was there before: it makes what is there, and the history says that it is applied.

use chrono::Utc;
use orm_schema::{Pair, SchemaDef};
use tokio::runtime::Runtime;

use super::project::Project;
use crate::cli::database::Database;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::project::migrations_folder;
use crate::dialect;
use crate::diff::{self, RenameHints};
use crate::folder::{Draft, Folder};
use crate::pull;
use crate::report::Diagnostic;
use crate::runner::{Migration, Migrations, Migrator};
use crate::way_back::WayBack;

/// Why the first migration is not taken back: what it makes is older than the project.
const OLDER: &str = "it describes what was there before the first migration";

/// The migration, not written yet.
pub(super) struct Baseline(Option<Draft>);

impl Baseline {
    /// Refuses a folder that has migrations, and a source that is not the database: the first migration would not make it.
    pub(super) fn prepare(project: &Project, source: &str, is_whole: bool) -> Result<Self, Failure> {
        let config = &project.config;
        let folder = Folder::read(&migrations_folder(config))?;
        if let Some(first) = folder.migrations().first() {
            let message = format!("there are migrations already, the first of which is `{}`", first.stem());
            return Err(Failure::usage("already_initialised", message).with_hint("pull without `--init`"));
        }
        let declared = pull::read_back(source, config.dialect).ok().filter(|_| is_whole);
        let Some(declared) = declared else {
            let diagnostic = Diagnostic::error("the source does not say all that the database is");
            return Err(Failure::new(Exit::Failed, "not_whole", vec![diagnostic])
                .with_hint("pull without `--init` to see what is missing, and complete the source by hand"));
        };
        let nothing = SchemaDef::default();
        let schemas = Pair { previous: &nothing, next: &declared };
        let steps = diff::steps(schemas, config.dialect, &RenameHints::default()).map_err(|error| {
            Failure::new(Exit::Failed, "diff_failed", vec![Diagnostic::error(error.to_string())])
        })?;
        let statements = dialect::render(config.dialect, schemas, &steps);
        if statements.is_empty() {
            return Ok(Self(None));
        }
        let draft = folder.draft("pulled", Utc::now(), &statements, (&declared, config.dialect))?;
        Ok(Self(Some(draft.with_way_back(&WayBack::Closed(OLDER.to_owned())))))
    }

    /// Enters it in the history of the database and writes it behind the source: all of it, or none.
    pub(super) fn adopt(
        self,
        project: &Project,
        source: &str,
        database: &Database,
        runtime: &Runtime,
    ) -> Result<Vec<String>, Failure> {
        let Some(draft) = self.0 else { return project.write(source) };
        let list = draft.files().iter().cloned();
        let migrations = Migrations::new(list.map(|file| Migration::new(file.version, file.name, file.sql)))?;
        let mut files = Vec::new();
        let write = || -> Result<(), Failure> {
            files.extend(project.write(source)?);
            Ok(draft.write()?)
        };
        runtime.block_on(database.adopt(&Migrator::new(&migrations), write)).map_err(with_way_out)?;
        let written = draft.files().iter();
        files.extend(written.map(|file| draft.folder().join(file.file_name()).display().to_string()));
        Ok(files)
    }
}

/// What is said of a history elsewhere does not help here.
fn with_way_out(mut failure: Failure) -> Failure {
    if failure.code == "has_history" {
        for diagnostic in &mut failure.diagnostics {
            diagnostic.hints =
                vec!["pull without `--init`, beside the folder of these migrations".to_owned()];
        }
    }
    failure
}
