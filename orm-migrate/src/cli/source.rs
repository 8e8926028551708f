//! The schema that the structs declare.

use orm_schema::SchemaDef;

use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::config::Config;
use crate::hazard::Subject;
use crate::report::{Diagnostic, shown};
use crate::source::{self, Diagnostics, Location, Request, Source};

/// What is said when somebody only wants to know.
pub(super) const LAGGING: &str =
    "the migrations lag behind the structs: `orm-migrate generate` writes the next one";

/// The schema in the source files, and where its parts are.
pub(super) struct SchemaSource<'a> {
    config: &'a Config,
    source: Source,
}

impl<'a> SchemaSource<'a> {
    /// Reads the files that orm.toml names.
    pub(super) fn read(config: &'a Config) -> Result<Self, Failure> {
        Self::read_for_export(config, false)
    }

    /// The same, with what travels between server and client if asked for.
    pub(super) fn read_for_export(config: &'a Config, with_models: bool) -> Result<Self, Failure> {
        config.check_schema_paths()?;
        match source::read(&Request { with_models, ..Request::from(config) }) {
            Ok(source) => Ok(Self { config, source }),
            Err(diagnostics) => Err(failure(config, "schema_invalid", &diagnostics)),
        }
    }

    pub(super) fn source(&self) -> &Source {
        &self.source
    }

    pub(super) fn schema(&self) -> &SchemaDef {
        &self.source.schema
    }

    /// Where the table or column is declared. What the structs do not have any more is shown at its table.
    pub(super) fn locate(&self, subject: &Subject) -> Option<Location> {
        let column = subject.column.as_deref();
        let location = self.source.locate(&subject.table, column);
        let location = location.or_else(|| self.source.locate(&subject.table, None));
        location.map(|location| from_here(self.config, location))
    }
}

/// What is wrong in the source, at places as people see them from where they are.
pub(super) fn failure(config: &Config, code: &'static str, diagnostics: &Diagnostics) -> Failure {
    let diagnostics = diagnostics.list().iter().cloned().map(|problem| {
        let location = problem.location.map(|location| from_here(config, location));
        let notes = problem
            .notes
            .into_iter()
            .map(|note| source::Note { location: from_here(config, note.location), ..note });
        Diagnostic {
            location,
            hints: problem.hints,
            notes: notes.collect(),
            ..Diagnostic::error(problem.message)
        }
    });
    Failure::new(Exit::Usage, code, diagnostics.collect())
}

/// The reader names files from the folder of orm.toml; people and editors look from where they are.
fn from_here(config: &Config, location: Location) -> Location {
    let file = shown(&config.root.join(&location.file));
    Location { file, ..location }
}
