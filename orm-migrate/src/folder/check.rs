//! Reads the folder, and compares what is there with what the lock file says.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::lock::{DOWN, Lock};
use super::{DownFile, FolderError, LOCK_FILE, MigrationFile};
use crate::checksum::Checksum;

/// The lock file and the files that it names. Texts may have been edited; nothing else may differ.
pub(super) fn read(folder: &Path) -> Result<(Lock, Vec<MigrationFile>), FolderError> {
    let found = sql_files(folder)?;
    let lock_file = folder.join(LOCK_FILE);
    let lock = match fs::read_to_string(&lock_file) {
        Ok(text) => Lock::parse(&lock_file, &text)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound && found.is_empty() => Lock::default(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(FolderError::LockMissing { file: lock_file });
        }
        Err(source) => return Err(FolderError::Unreadable { path: lock_file, source }),
    };
    let mut migrations = Vec::with_capacity(lock.entries.len());
    let mut known = BTreeSet::new();
    let mut known_downs = BTreeSet::new();
    for entry in &lock.entries {
        let file_name = format!("{}.sql", entry.stem());
        let sql = text(folder.join(&file_name))?;
        known.insert(file_name);
        let down = match entry.down {
            Some(_) => {
                let file_name = format!("{}.sql", entry.version);
                let sql = text(folder.join(DOWN).join(&file_name))?;
                known_downs.insert(file_name);
                let checksum = Checksum::of(&sql);
                Some(DownFile { sql, checksum })
            }
            None => None,
        };
        let checksum = Checksum::of(&sql);
        let (version, name) = (entry.version.clone(), entry.name.clone());
        migrations.push(MigrationFile { version, name, sql, checksum, down });
    }
    if let Some(file) = found.into_iter().find(|file| !known.contains(file)) {
        return Err(FolderError::Added { file: folder.join(file) });
    }
    let downs = folder.join(DOWN);
    match sql_files(&downs)?.into_iter().find(|file| !known_downs.contains(file)) {
        Some(file) => Err(FolderError::Added { file: downs.join(file) }),
        None => Ok((lock, migrations)),
    }
}

/// The text of a file that the lock file names.
fn text(file: PathBuf) -> Result<String, FolderError> {
    match fs::read_to_string(&file) {
        Ok(sql) => Ok(sql),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(FolderError::Missing { file }),
        Err(source) => Err(FolderError::Unreadable { path: file, source }),
    }
}

/// Refuses the first migration whose text is not the one that was generated.
pub(super) fn nothing_edited(
    folder: &Path,
    lock: &Lock,
    migrations: &[MigrationFile],
) -> Result<(), FolderError> {
    match edited(lock, migrations).first() {
        Some(file) => Err(FolderError::Edited { file: folder.join(file) }),
        None => Ok(()),
    }
}

/// The files whose text is not the one that was generated.
pub(super) fn edited(lock: &Lock, migrations: &[MigrationFile]) -> Vec<String> {
    let mut edited = Vec::new();
    for (entry, migration) in lock.entries.iter().zip(migrations) {
        if entry.checksum != migration.checksum {
            edited.push(format!("{}.sql", entry.stem()));
        }
        if entry.down != migration.down.as_ref().map(|down| down.checksum) {
            edited.push(format!("{DOWN}/{}.sql", entry.version));
        }
    }
    edited
}

/// The names of the SQL files in the folder, sorted.
fn sql_files(folder: &Path) -> Result<BTreeSet<String>, FolderError> {
    let unreadable = |source| FolderError::Unreadable { path: folder.to_owned(), source };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(source) => return Err(unreadable(source)),
    };
    let mut files = BTreeSet::new();
    for entry in entries {
        let file = entry.map_err(unreadable)?.file_name();
        let is_migration = Path::new(&file).extension().is_some_and(|extension| extension == "sql");
        let file = file.to_string_lossy().into_owned();
        // Files whose name begins with a dot belong to editors.
        if is_migration && !file.starts_with('.') {
            files.insert(file);
        }
    }
    Ok(files)
}
