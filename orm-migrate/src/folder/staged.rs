//! Writes several files so that a failure leaves the folder as it was.
//!
//! Everything is first written to temporary files beside its destination, which is where a full disk or a missing right
//! shows. Then the files are renamed into place one by one; the last of them is the one that makes the others count.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::FolderError;

/// Writes `files` (path in the folder, text) in that order. Only the last of them may be there already.
pub(super) fn write(folder: &Path, files: &[(PathBuf, String)]) -> Result<(), FolderError> {
    let mut stage = Stage::default();
    for (path, text) in files {
        let destination = folder.join(path);
        stage
            .prepare(&destination, text)
            .map_err(|source| FolderError::Unwritable { path: destination.clone(), source })?;
    }
    stage.commit().map_err(|(path, source)| FolderError::Unwritable { path, source })
}

/// What has been put on disk so far. Dropped before [`Stage::commit`] is done, it takes all of it back.
#[derive(Default)]
struct Stage {
    /// Folders that were made, outermost first.
    folders: Vec<PathBuf>,
    /// Temporary files and where they belong.
    prepared: Vec<(PathBuf, PathBuf)>,
    /// New files in their place.
    placed: Vec<PathBuf>,
    is_done: bool,
}

impl Stage {
    fn prepare(&mut self, destination: &Path, text: &str) -> io::Result<()> {
        if let Some(folder) = destination.parent() {
            self.make_folder(folder)?;
        }
        let name = destination.file_name().unwrap_or_default().to_string_lossy();
        let temporary = destination.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
        self.prepared.push((temporary.clone(), destination.to_owned()));
        let mut file = File::create(&temporary)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()
    }

    fn make_folder(&mut self, folder: &Path) -> io::Result<()> {
        let missing: Vec<&Path> = folder.ancestors().take_while(|ancestor| !ancestor.exists()).collect();
        for folder in missing.into_iter().rev() {
            if folder.as_os_str().is_empty() {
                continue;
            }
            fs::create_dir(folder)?;
            self.folders.push(folder.to_owned());
        }
        Ok(())
    }

    fn commit(mut self) -> Result<(), (PathBuf, io::Error)> {
        for (temporary, destination) in &self.prepared {
            let is_new = !destination.exists();
            fs::rename(temporary, destination).map_err(|error| (destination.clone(), error))?;
            if is_new {
                self.placed.push(destination.clone());
            }
        }
        self.is_done = true;
        Ok(())
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if self.is_done {
            return;
        }
        // Best effort: the error that led here is the one to report.
        for file in self.prepared.iter().map(|(temporary, _)| temporary).chain(&self.placed) {
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}
