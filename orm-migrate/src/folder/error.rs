//! What can be wrong with a folder of migrations.

use std::io;
use std::path::PathBuf;

use orm_schema::Dialect;

use crate::snapshot::SnapshotError;

/// A folder of migrations that cannot be read or written, or that is not as it was generated.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FolderError {
    /// A file or folder cannot be read.
    #[error("cannot read `{}`: {source}", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file or folder cannot be written. Nothing was changed.
    #[error("cannot write `{}`: {source}", path.display())]
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// There are migrations, but no lock file.
    #[error("`{}` is missing", file.display())]
    LockMissing {
        /// Where it should be.
        file: PathBuf,
    },
    /// Git left both sides of a merge in the lock file.
    #[error("`{}`, line {line}: two branches added migrations, and the merge is not resolved", file.display())]
    LockConflict {
        /// The lock file.
        file: PathBuf,
        /// Where the conflict begins.
        line: usize,
    },
    /// The lock file was written by a newer version.
    #[error("`{}` has format {found}, this version reads format {}", file.display(), super::lock::FORMAT)]
    LockNewer {
        /// The lock file.
        file: PathBuf,
        /// The number in the file.
        found: u32,
    },
    /// A line of the lock file makes no sense.
    #[error("`{}`, line {line}: {message}", file.display())]
    LockMalformed {
        /// The lock file.
        file: PathBuf,
        /// Line, counted from 1.
        line: usize,
        /// What was expected.
        message: String,
    },
    /// A line of the lock file does not follow from those above it.
    #[error("`{}`, line {line}: `{migration}` does not follow from the lines above it", file.display())]
    LockReordered {
        /// The lock file.
        file: PathBuf,
        /// Line, counted from 1.
        line: usize,
        /// The migration of that line.
        migration: String,
    },
    /// The migrations are for another database.
    #[error("`{}` is for {found}, but orm.toml says {expected}", file.display())]
    OtherDialect {
        /// The lock file.
        file: PathBuf,
        /// The database the migrations are for.
        found: Dialect,
        /// The database asked for.
        expected: Dialect,
    },
    /// A migration was changed after it had been generated.
    #[error("`{}` was edited after it had been generated", file.display())]
    Edited {
        /// The file.
        file: PathBuf,
    },
    /// A migration is gone.
    #[error("`{}` is missing", file.display())]
    Missing {
        /// The file.
        file: PathBuf,
    },
    /// A migration that nobody generated.
    #[error("`{}` is not in orm.lock", file.display())]
    Added {
        /// The file.
        file: PathBuf,
    },
    /// The snapshot of the last change is gone.
    #[error("the snapshot `{}` is missing", file.display())]
    SnapshotMissing {
        /// Where it should be.
        file: PathBuf,
    },
    /// The snapshot cannot be understood.
    #[error("`{}`{}: {source}", file.display(), place(source))]
    Snapshot {
        /// The file.
        file: PathBuf,
        /// Why.
        source: SnapshotError,
    },
    /// The snapshot is a valid one, but not the one that was generated.
    #[error("`{}` is not the snapshot that belongs to its migration", file.display())]
    SnapshotForeign {
        /// The file.
        file: PathBuf,
    },
}

fn place(error: &SnapshotError) -> String {
    error.position().map_or_else(String::new, |(line, column)| format!(", line {line}, column {column}"))
}

impl FolderError {
    /// The way out.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Unreadable { .. } => return None,
            Self::Unwritable { source, .. } => match source.kind() {
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    "nothing was changed; give yourself write access to the folder".to_owned()
                }
                _ => "nothing was changed".to_owned(),
            },
            Self::LockMissing { .. } | Self::Missing { .. } | Self::SnapshotMissing { .. } => {
                "restore it from version control".to_owned()
            }
            Self::SnapshotForeign { .. } => "restore the file from version control".to_owned(),
            Self::LockConflict { .. } => {
                "take their side of orm.lock and of the folder, remove the migrations of your \
                branch, and run `orm-migrate generate`, which makes them anew on top of theirs"
                    .to_owned()
            }
            Self::LockNewer { .. } => "update orm-migrate to the version that wrote the file".to_owned(),
            Self::LockMalformed { .. } | Self::LockReordered { .. } => {
                "orm.lock is written by `generate` alone; restore it from version control".to_owned()
            }
            Self::OtherDialect { .. } => {
                "give each database a folder of its own with `out` in orm.toml".to_owned()
            }
            Self::Edited { .. } => "if the edit is wanted and the migration is not applied anywhere yet, \
                `orm-migrate generate --accept-edits` enters it in orm.lock; otherwise restore the file"
                .to_owned(),
            Self::Added { .. } => {
                "make a migration of your own with `orm-migrate generate --empty --name <words>` and \
                move the SQL there"
                    .to_owned()
            }
            Self::Snapshot { source, .. } => source.hint().to_owned(),
        })
    }

    /// The exit code for a command line tool: 1 if the file system refused, otherwise 6.
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Unreadable { .. } | Self::Unwritable { .. } => 1,
            _ => 6,
        }
    }

    /// A stable name for scripts.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "folder_unreadable",
            Self::Unwritable { .. } => "folder_unwritable",
            Self::LockMissing { .. } => "lock_missing",
            Self::LockConflict { .. } => "lock_conflict",
            Self::LockNewer { .. } => "lock_newer",
            Self::LockMalformed { .. } => "lock_malformed",
            Self::LockReordered { .. } => "lock_reordered",
            Self::OtherDialect { .. } => "other_dialect",
            Self::Edited { .. } => "migration_edited",
            Self::Missing { .. } => "migration_missing",
            Self::Added { .. } => "migration_added",
            Self::SnapshotMissing { .. } => "snapshot_missing",
            Self::Snapshot { .. } => "snapshot_unreadable",
            Self::SnapshotForeign { .. } => "snapshot_foreign",
        }
    }
}
