//! `tests/corpus`: the pairs that once broke a law. Each is replayed before any new one is tried.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use orm_schema::{Dialect, Pair};

use super::change::Change;
use super::laws::Broken;
use super::source::source;
use crate::goldens::{Case, cases};
use crate::project::Project;

/// Every case of the folder.
pub(super) fn all() -> Vec<Case> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder())
        .expect("the folder of cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    files.sort();
    files.iter().flat_map(|path| cases(path)).collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// The databases that a case is about.
pub(super) fn databases(case: &Case) -> Vec<Dialect> {
    let named = case.blocks.get("databases").map(String::as_str).unwrap_or_default();
    named.split_whitespace().filter_map(Dialect::from_name).collect()
}

/// The pair of a case.
pub(super) fn read(case: &Case, dialect: Dialect, url: &str) -> Change {
    let project = Project::new(dialect, url);
    let schema = |block: &str| project.read(case.blocks.get(block).map(String::as_str).unwrap_or_default());
    Change { dialect, schemas: Pair { previous: schema("previous"), next: schema("next") }, slot: 0 }
}

/// The text of a case.
pub(super) fn text(change: &Change, seed: u64, broken: &Broken) -> String {
    let mut text = format!("# {} {seed}: {}\n", change.dialect.name(), broken.law);
    let _ = write!(text, "\n```text databases\n{}\n```\n", change.dialect.name());
    let Pair { previous, next } = &change.schemas;
    for (name, schema) in [("previous", previous), ("next", next)] {
        let _ = write!(text, "\n```rust {name}\n{}```\n", source(schema));
    }
    text
}

/// Writes a new case, and returns its place.
pub(super) fn write(change: &Change, seed: u64, broken: &Broken) -> PathBuf {
    let path = folder().join(format!("{}-{seed}.md", change.dialect.name()));
    fs::write(&path, text(change, seed, broken)).expect("a writable folder");
    path
}
