//! The first migration of a database that was there before: it makes what is there, and the history says that it is applied.

use chrono::Utc;
use orm_schema::{Pair, SchemaDef};
use tokio::runtime::Runtime;

use super::project::Project;
use crate::cli::database::{self, Database};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::project::migrations_folder;
use crate::dialect;
use crate::diff::{self, RenameHints};
use crate::folder::{Draft, Folder};
use crate::pull;
use crate::report::Diagnostic;
use crate::runner::{Migrations, Migrator};
use crate::way_back;

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
        let way_back = way_back::way_back(schemas, config.dialect, &steps);
        let draft = folder.draft("pulled", Utc::now(), &statements, (&declared, config.dialect))?;
        Ok(Self(Some(draft.with_way_back(&way_back))))
    }

    /// Writes it, and enters it in the history of the database.
    pub(super) fn write(
        self,
        project: &Project,
        database: &Database,
        runtime: &Runtime,
    ) -> Result<Vec<String>, Failure> {
        let Some(draft) = self.0 else { return Ok(Vec::new()) };
        draft.write()?;
        let migrations = Migrations::from_folder(&Folder::read(draft.folder())?);
        runtime
            .block_on(database.adopt(&Migrator::new(&migrations)))
            .map_err(|error| database::failure(&project.config, error))?;
        let files = draft.files().iter();
        Ok(files.map(|file| draft.folder().join(file.file_name()).display().to_string()).collect())
    }
}
