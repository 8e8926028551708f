//! Reads the schema from source files. Nothing is compiled: files are found, read, and handed to `orm_schema::parse`.
//!
//! ```text
//! paths, folders, globs ─ find ─► files ─ file ─► declarations + problems ─ modules ─► more files …
//!                                                └─ orm_schema::parse::resolve ─► schema + problems ─ diagnostic ─► text
//! ```

mod diagnostic;
mod file;
mod find;
mod locate;
mod modules;
mod pieces;
mod wave;

pub use diagnostic::{Diagnostic, Diagnostics, Location, Note};

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use orm_schema::parse::{self, FileDecls};
use orm_schema::{Dialect, SchemaDef};

use self::file::{ParsedFile, SourceFile};
use crate::config::Config;

/// Which source to read, and how.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// What the paths are relative to.
    pub root: &'a Path,
    /// Files, folders and globs. `mod x;` in them is followed.
    pub paths: &'a [PathBuf],
    /// The database the schema is for.
    pub dialect: Dialect,
    /// Features of the crate that are on.
    pub features: &'a [String],
    /// Is what travels between server and client read too: models, and the documents in them?
    pub with_models: bool,
}

impl<'a> From<&'a Config> for Request<'a> {
    fn from(config: &'a Config) -> Self {
        Self {
            root: &config.root,
            paths: &config.schema,
            dialect: config.dialect,
            features: &config.features,
            with_models: false,
        }
    }
}

/// A schema and the files it was read from.
#[derive(Debug, Clone)]
pub struct Source {
    /// The schema.
    pub schema: SchemaDef,
    /// The files, in the order in which they were read.
    pub files: Vec<PathBuf>,
    parsed: Vec<ParsedFile>,
}

impl Source {
    /// What each file declares, in the order in which they were read.
    pub(crate) fn declarations(&self) -> impl Iterator<Item = &FileDecls> {
        self.parsed.iter().map(|file| &file.decls)
    }
}

/// Reads a schema.
///
/// # Errors
/// Everything that is wrong with it, at once: files that cannot be found or read, source that is no Rust, attributes,
/// types and references that make no sense, and what the database would refuse.
pub fn read(request: &Request<'_>) -> Result<Source, Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let files = read_files(request, &mut diagnostics);
    for file in &files {
        diagnostics.add_all(&files, &file.problems);
    }
    let decls: Vec<&FileDecls> = files.iter().map(|file| &file.decls).collect();
    let resolved = parse::resolve(&decls, request.dialect);
    diagnostics.add_all(&files, &resolved.problems);
    diagnostics.finish()?;
    Ok(Source { schema: resolved.schema, files: paths(&files), parsed: files })
}

/// The files of a request, whether or not there is something wrong in them: what a build depends on.
pub fn files(request: &Request<'_>) -> Vec<PathBuf> {
    paths(&read_files(request, &mut Diagnostics::default()))
}

/// Each file once, though it was read in pieces.
fn paths(files: &[ParsedFile]) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = files.iter().map(|file| file.path.clone()).collect();
    paths.dedup();
    paths
}

/// Reads the files named and those that their `mod` lines lead to, level by level.
fn read_files(request: &Request<'_>, diagnostics: &mut Diagnostics) -> Vec<ParsedFile> {
    let mut seen: HashSet<PathBuf> = HashSet::new();
    let mut files: Vec<ParsedFile> = Vec::new();
    let mut next: Vec<SourceFile> = find::files(request, diagnostics);
    let mut number = 0;
    while !next.is_empty() {
        next.retain(|file| {
            seen.insert(std::fs::canonicalize(&file.path).unwrap_or_else(|_| file.path.clone()))
        });
        let first = files.len();
        let wave = wave::read(&next, number, request);
        number = wave.next_number;
        files.extend(wave.parsed);
        for (file, error) in wave.unreadable {
            diagnostics.add(Diagnostic::unreadable(&file.path, &error));
        }
        next = files[first..].iter_mut().flat_map(modules::declared).collect();
    }
    files
}

#[cfg(test)]
mod tests;
