//! A folder of migrations, worked on through the library.

use std::fs;
use std::path::PathBuf;

use orm_migrate::dialect;
use orm_migrate::diff::{self, DiffError, RenameHints, Step};
use orm_migrate::folder::Folder;
use orm_migrate::runner::MigrateError;
use orm_migrate::source::{self, Request};
use orm_migrate::way_back::way_back;
use orm_schema::{Dialect, Pair, SchemaDef};
use orm_tests::{database, migrations};
use tempfile::TempDir;

/// A folder of migrations for one database.
pub(crate) struct Project<'a> {
    folder: TempDir,
    dialect: Dialect,
    url: &'a str,
}

impl<'a> Project<'a> {
    pub(crate) fn new(dialect: Dialect, url: &'a str) -> Self {
        Self { folder: database::folder(), dialect, url }
    }

    /// The schema that a source text declares. Namespaces get the name of the database in front: those of MySQL are shared by
    /// the whole server.
    pub(crate) fn read(&self, source: &str) -> SchemaDef {
        let database = self.url.rsplit('/').next().unwrap_or_default();
        let source = match self.dialect {
            Dialect::Mysql => in_own_namespaces(source, database),
            Dialect::Postgres | Dialect::Sqlite => source.to_owned(),
        };
        fs::write(self.folder.path().join("schema.rs"), source).expect("a writable file");
        let paths = [PathBuf::from("schema.rs")];
        let request = Request {
            root: self.folder.path(),
            paths: &paths,
            dialect: self.dialect,
            features: &[],
            with_models: false,
        };
        source::read(&request).unwrap_or_else(|problems| panic!("{problems}")).schema
    }

    /// Adds the migration to `schema`, if there is anything to do, and returns its steps.
    pub(crate) fn generate(&self, schema: &SchemaDef, hints: &RenameHints) -> Result<Vec<Step>, DiffError> {
        let folder = self.migrations();
        let previous = folder.schema(self.dialect).expect("a snapshot");
        let schemas = Pair { previous: &previous, next: schema };
        let steps = diff::steps(schemas, self.dialect, hints)?;
        let statements = dialect::render(self.dialect, schemas, &steps);
        if !statements.is_empty() {
            let draft = folder.draft("step", chrono::Utc::now(), &statements, (schema, self.dialect));
            let way_back = way_back(schemas, self.dialect, &steps);
            draft.expect("a draft").with_way_back(&way_back).write().expect("a writable folder");
        }
        Ok(steps)
    }

    /// The same where there is a plan.
    pub(crate) fn generated(&self, schema: &SchemaDef, hints: &RenameHints) -> Vec<Step> {
        self.generate(schema, hints).unwrap_or_else(|error| panic!("{error}"))
    }

    /// Applies what has not been applied.
    pub(crate) async fn migrate(&self) -> Result<(), MigrateError> {
        let list = orm_migrate::Migrations::from_folder(&self.migrations());
        migrations::migrate(self.url, &list).await.map(drop)
    }

    /// The same where the database takes it.
    pub(crate) async fn migrated(&self) {
        self.migrate().await.unwrap_or_else(|error| panic!("{error}"));
    }

    /// What is in the folder.
    pub(crate) fn migrations(&self) -> Folder {
        Folder::read(&self.folder.path().join("migrations")).expect("a readable folder")
    }
}

/// The source with `prefix_` in front of the names of schemas.
fn in_own_namespaces(source: &str, prefix: &str) -> String {
    let source = source.replace("schema = \"", &format!("schema = \"{prefix}_"));
    let source = source.replace(" schema(\"", &format!(" schema(\"{prefix}_"));
    let mut pieces = source.split("renamed_from = \"");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let is_qualified = piece.split('"').next().is_some_and(|name| name.contains('.'));
        let prefix = if is_qualified { format!("{prefix}_") } else { String::new() };
        out.extend(["renamed_from = \"", &prefix, piece]);
    }
    out
}
