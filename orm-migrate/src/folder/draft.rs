//! The next migration, in memory.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use orm_schema::{Dialect, SchemaDef};

use super::lock::Lock;
use super::sql::{self, Header};
use super::{Folder, FolderError, LOCK_FILE, name, staged};
use crate::checksum::Checksum;
use crate::dialect::Statement;
use crate::snapshot::{self, SchemaHash};

/// The same line ends on every system. `orm.lock` has no merge driver of its own: two branches have to conflict in it.
const GIT_ATTRIBUTES: &str = "*.sql text eol=lf\norm.lock text eol=lf\nmeta/*.json text eol=lf\n";

/// A migration that is not on disk yet: one file, or several when some statements may not run in a transaction.
#[derive(Debug)]
pub struct Draft {
    folder: PathBuf,
    pub(super) files: Vec<DraftFile>,
    pub(super) down: Option<DraftFile>,
    /// Before and after it.
    pub(super) schemas: (Option<SchemaHash>, Option<SchemaHash>),
    snapshot: Option<(PathBuf, String)>,
    pub(super) lock: Lock,
}

/// A file of a [`Draft`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftFile {
    /// The version in its name.
    pub version: String,
    /// The rest of its name.
    pub name: String,
    /// Its text.
    pub sql: String,
}

impl DraftFile {
    /// `20261120103000_add_files.sql`.
    pub fn file_name(&self) -> String {
        format!("{}.sql", name::stem(&self.version, &self.name))
    }
}

/// The schema that a migration leads to, and its hash.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    schema: &'a SchemaDef,
    dialect: Dialect,
    hash: SchemaHash,
}

impl<'a> From<(&'a SchemaDef, Dialect)> for Target<'a> {
    fn from((schema, dialect): (&'a SchemaDef, Dialect)) -> Self {
        Self { schema, dialect, hash: snapshot::hash(schema, dialect) }
    }
}

impl Folder {
    /// Prepares the migration `name`, made at `now`, which leads to `target` by way of `statements`.
    ///
    /// Without statements it is an empty one, to be filled in by hand.
    ///
    /// # Errors
    /// The migrations in the folder are for another database.
    pub fn draft<'a>(
        &self,
        name: &str,
        now: DateTime<Utc>,
        statements: &[Statement],
        target: impl Into<Target<'a>>,
    ) -> Result<Draft, FolderError> {
        let Target { schema, dialect, hash: after } = target.into();
        self.expect_dialect(dialect)?;
        let from = self.schema_hash();
        // Before the first migration there is no schema. An empty migration there does not make one.
        let changes_schema = !statements.is_empty() && from != Some(after);
        let parts = parts(statements);
        let mut draft = Draft {
            folder: self.path.clone(),
            files: Vec::with_capacity(parts.len()),
            down: None,
            schemas: (from, if changes_schema { Some(after) } else { from }),
            snapshot: None,
            lock: Lock { dialect: Some(dialect), ..self.lock.clone() },
        };
        for (index, part) in parts.iter().enumerate() {
            // Only the last part arrives at the next schema; what lies between has no snapshot.
            let is_last = index + 1 == parts.len();
            let to = if is_last && changes_schema { Some(after) } else { from };
            let header = Header { no_transaction: part.iter().any(|stmt| !stmt.is_transactional), from, to };
            let version = name::version_after(draft.lock.last_version(), now);
            let name = if index == 0 { name.to_owned() } else { format!("{name}_{}", index + 1) };
            let sql = sql::text(&header, part);
            if is_last && changes_schema {
                let file = format!("meta/{}.json", name::stem(&version, &name));
                draft.snapshot = Some((file.into(), snapshot::with_hash(schema, dialect, after)));
            }
            draft.lock.push(version.clone(), name.clone(), Checksum::of(&sql), to);
            draft.files.push(DraftFile { version, name, sql });
        }
        Ok(draft)
    }
}

/// Statements of one kind in a row go into one file: all in a transaction, or none.
fn parts(statements: &[Statement]) -> Vec<&[Statement]> {
    if statements.is_empty() {
        return vec![&[]];
    }
    sql::parts(statements).collect()
}

impl Draft {
    /// The SQL files, in the order in which they run.
    pub fn files(&self) -> &[DraftFile] {
        &self.files
    }

    /// The folder in which they belong.
    pub fn folder(&self) -> &std::path::Path {
        &self.folder
    }

    /// Writes everything, or nothing.
    ///
    /// # Errors
    /// A file cannot be written; the folder is as it was before.
    pub fn write(&self) -> Result<(), FolderError> {
        let mut files: Vec<(PathBuf, String)> = Vec::new();
        let attributes = PathBuf::from(".gitattributes");
        if !self.folder.join(&attributes).exists() {
            files.push((attributes, GIT_ATTRIBUTES.to_owned()));
        }
        files.extend(self.snapshot.clone());
        files.extend(self.files.iter().map(|file| (file.file_name().into(), file.sql.clone())));
        files.extend(self.down_file());
        // The lock file comes last: until it names them, the others do not count.
        files.push((LOCK_FILE.into(), self.lock.to_string()));
        staged::write(&self.folder, &files)
    }
}
