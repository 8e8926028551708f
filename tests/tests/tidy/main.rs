//! The rules of `docs/architecture.md` and of the code's style that a program can check.
//!
//! Each test lists the lines that break its rule, so that one run shows them all.

mod coverage;
mod floors;
mod style;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use orm_tests::workspace::root;

/// A source file of the product.
struct File {
    /// From the root of the workspace, with `/`.
    path: String,
    text: String,
}

impl File {
    /// The lines that ship, numbered from 1: without comments, and without unit tests.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let is_test = self.path.ends_with("/tests.rs") || self.path.contains("/tests/");
        let text = if is_test { "" } else { self.text.as_str() };
        text.lines()
            .take_while(|line| line.trim() != "#[cfg(test)]")
            .enumerate()
            .map(|(index, line)| (index + 1, line.split_once("//").map_or(line, |(code, _)| code)))
    }
}

/// The `.rs` files below a folder of the workspace, sorted.
fn sources(folder: &str) -> Vec<File> {
    let mut files = Vec::new();
    collect(&root().join(folder), &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// The sources of all crates.
fn all_sources() -> Vec<File> {
    ["orm-schema", "orm-derive", "orm-core", "orm-migrate", "examples/quickstart", "tests"]
        .iter()
        .flat_map(|package| sources(&format!("{package}/src")))
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let relative = path.strip_prefix(root()).expect("it is below the root").display().to_string();
            files.push(File { path: relative, text: fs::read_to_string(&path).expect("sources are text") });
        }
    }
}

/// The lines of code for which `breaks` holds.
fn offenders(files: &[File], breaks: impl Fn(&File, &str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        for (number, line) in file.code().filter(|(_, line)| breaks(file, line)) {
            found.push(format!("{}:{number}: {}", file.path, line.trim()));
        }
    }
    found
}

/// Fails with the rule and everything that breaks it.
#[track_caller]
fn assert_none(rule: &str, offenders: &[String]) {
    let mut message = format!("{rule}\n");
    for offender in offenders {
        let _ = writeln!(message, "  {offender}");
    }
    assert!(offenders.is_empty(), "{message}");
}
