//! The folder of migrations: SQL files, a snapshot for each that changes the schema, and `orm.lock`, which ties them.
//!
//! ```text
//! migrations/
//!   orm.lock                              one line per migration, each bound to those before it
//!   20261120103000_add_files.sql          plain SQL in execution order
//!   down/20261120103000.sql               what takes it back
//!   meta/20261120103000_add_files.json    the schema after it
//!   .gitattributes                        the same line ends on every system
//! ```
//!
//! [`Folder::read`] returns nothing that does not fit `orm.lock`. [`Folder::draft`] prepares the next migration in memory,
//! [`Draft::write`] puts it on disk, all of it or nothing. The formats are described in `docs/formats.md`.

mod check;
mod down;
mod draft;
mod error;
mod identity;
mod lock;
mod name;
mod sql;
mod staged;

pub use draft::{Draft, DraftFile, Target};
pub use error::FolderError;
pub use name::slug;

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use orm_schema::{Dialect, SchemaDef};

use self::lock::Lock;
use crate::checksum::Checksum;
use crate::snapshot::{self, SchemaHash};

/// The name of the lock file.
pub const LOCK_FILE: &str = "orm.lock";

/// A folder of migrations that fits its lock file.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
    lock: Lock,
    migrations: Vec<MigrationFile>,
}

/// One migration: a file of SQL statements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MigrationFile {
    /// The time stamp in front of the name: `20261120103000`.
    pub version: String,
    /// The rest of the name: `add_files`.
    pub name: String,
    /// The text.
    pub sql: String,
    /// The checksum of the text.
    pub checksum: Checksum,
    /// The file that takes it back, if there is one.
    pub down: Option<DownFile>,
}

/// The file that takes a migration back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DownFile {
    /// The text.
    pub sql: String,
    /// The checksum of the text.
    pub checksum: Checksum,
}

impl MigrationFile {
    /// The name without extension, which the snapshot shares: `20261120103000_add_files`.
    pub fn stem(&self) -> String {
        name::stem(&self.version, &self.name)
    }
}

impl Folder {
    /// Reads the folder `path` and holds it against its lock file. A folder that does not exist is an empty one.
    ///
    /// # Errors
    /// A file or folder that cannot be read; a lock file with conflicts of a merge or that makes no sense; migrations that
    /// were edited, removed, added or put in another order since they were generated.
    pub fn read(path: &Path) -> Result<Self, FolderError> {
        let (lock, migrations) = check::read(path)?;
        check::nothing_edited(path, &lock, &migrations)?;
        Ok(Self { path: path.to_owned(), lock, migrations })
    }

    /// Enters the files that were edited since they were generated in the lock file as they are, and returns their names.
    ///
    /// # Errors
    /// As [`Folder::read`], edits aside; the lock file cannot be written.
    pub fn accept_edits(path: &Path) -> Result<Vec<String>, FolderError> {
        let (mut lock, migrations) = check::read(path)?;
        let edited = check::edited(&lock, &migrations);
        if !edited.is_empty() {
            let down = |migration: &MigrationFile| migration.down.as_ref().map(|down| down.checksum);
            lock.rechain(migrations.iter().map(|migration| (migration.checksum, down(migration))));
            staged::write(path, &[(LOCK_FILE.into(), lock.to_string())])?;
        }
        Ok(edited)
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The migrations in the order in which they run.
    pub fn migrations(&self) -> &[MigrationFile] {
        &self.migrations
    }

    /// Where the files are of the migration to which the one at `index` belongs: several, if some of its statements may not run
    /// in a transaction. All are taken back by the file of the last, which names the first.
    pub fn parts(&self, index: usize) -> RangeInclusive<usize> {
        let alone = index..=index;
        let down = |file: &MigrationFile| file.down.as_ref().and_then(DownFile::first_version);
        let Some(behind) = self.migrations[index..].iter().position(|file| file.down.is_some()) else {
            return alone;
        };
        let last = index + behind;
        let first = down(&self.migrations[last])
            .and_then(|version| self.migrations.iter().position(|file| file.version == version));
        first.filter(|first| *first <= index).map_or(alone, |first| first..=last)
    }

    /// The schema to which the last migration leads, by its hash; `None` before the first one.
    pub fn schema_hash(&self) -> Option<SchemaHash> {
        self.lock.entries.last()?.to
    }

    /// The schema to which the migrations lead; an empty one before the first.
    ///
    /// # Errors
    /// The snapshot is missing, cannot be understood, or is not the one that was generated; the migrations are for another
    /// database than `dialect`.
    pub fn schema(&self, dialect: Dialect) -> Result<SchemaDef, FolderError> {
        self.schema_after(dialect, self.lock.last_version().unwrap_or_default())
    }

    /// The schema to which the migrations up to and with `version` lead.
    ///
    /// # Errors
    /// As [`Folder::schema`].
    pub fn schema_after(&self, dialect: Dialect, version: &str) -> Result<SchemaDef, FolderError> {
        self.expect_dialect(dialect)?;
        let Some((stem, hash)) = self.lock.last_schema_change(version) else {
            return Ok(SchemaDef::default());
        };
        let file = self.path.join("meta").join(format!("{stem}.json"));
        // What is no UTF-8 was not written by us: it fails as any other damage does, with the same advice.
        let text = match std::fs::read(&file) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(FolderError::SnapshotMissing { file });
            }
            Err(source) => return Err(FolderError::Unreadable { path: file, source }),
        };
        let (schema, of_dialect, found) = match snapshot::read(&text) {
            Ok(read) => read,
            Err(source) => return Err(FolderError::Snapshot { file, source }),
        };
        if of_dialect != dialect || found != hash {
            return Err(FolderError::SnapshotForeign { file });
        }
        Ok(schema)
    }

    fn expect_dialect(&self, dialect: Dialect) -> Result<(), FolderError> {
        match self.lock.dialect {
            Some(found) if found != dialect => {
                Err(FolderError::OtherDialect { file: self.path.join(LOCK_FILE), found, expected: dialect })
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
