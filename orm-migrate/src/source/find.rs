//! Finds the files that a request names.

use std::fs::DirEntry;
use std::path::{Path, PathBuf};

use super::diagnostic::{Diagnostic, Diagnostics};
use super::file::SourceFile;
use super::{Request, modules};
use crate::config::is_pattern;

/// The files of all paths, folders and globs, each group in the order of names.
pub(super) fn files(request: &Request<'_>, diagnostics: &mut Diagnostics) -> Vec<SourceFile> {
    let mut found = Vec::new();
    for path in request.paths {
        let pattern = request.root.join(path);
        let before = (found.len(), diagnostics.len());
        for start in expand(&pattern, path, diagnostics) {
            collect(&start, &mut found, diagnostics);
        }
        if before == (found.len(), diagnostics.len()) {
            let message = format!("`{}` leads to no Rust file", path.display());
            diagnostics
                .add(Diagnostic::without_place(message).hint("paths are relative to the folder of orm.toml"));
        }
    }
    let with_modules =
        |path: PathBuf| SourceFile { module: modules::of_path(&path, request.root), path, condition: None };
    found.into_iter().map(with_modules).collect()
}

/// A path as it is, or what a glob matches.
fn expand(pattern: &Path, shown: &Path, diagnostics: &mut Diagnostics) -> Vec<PathBuf> {
    let text = pattern.to_string_lossy();
    // A file may have brackets in its name.
    if !is_pattern(pattern) || pattern.exists() {
        return vec![pattern.to_owned()];
    }
    match glob::glob(&text) {
        Ok(matches) => matches.filter_map(Result::ok).collect(),
        Err(error) => {
            let message = format!("`{}` is no pattern for files: {}", shown.display(), error.msg);
            diagnostics.add(Diagnostic::without_place(message));
            Vec::new()
        }
    }
}

/// A file itself; the Rust files of a folder and the folders in it.
fn collect(path: &Path, found: &mut Vec<PathBuf>, diagnostics: &mut Diagnostics) {
    if path.is_dir() {
        collect_folder(path, found, diagnostics);
    } else {
        found.push(path.to_owned());
    }
}

fn collect_folder(folder: &Path, found: &mut Vec<PathBuf>, diagnostics: &mut Diagnostics) {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            diagnostics.add(Diagnostic::unreadable(folder, &error));
            return;
        }
    };
    let mut entries: Vec<DirEntry> = entries.filter_map(Result::ok).collect();
    entries.sort_by_key(DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        // Links to folders are not followed: they may lead back.
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            let name = entry.file_name();
            if name != "target" && !name.to_string_lossy().starts_with('.') {
                collect_folder(&path, found, diagnostics);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}
