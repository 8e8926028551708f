//! A file of user code, compiled against the libraries of the workspace, and the errors it expects.
//!
//! The file says in comments what it expects, anywhere, in the order in which rustc reports:
//!
//! ```text
//! //~ ERROR missing required field `name` of `Project`      the first line of an error
//! //~ SPAN new!(Project { owner_id: 1 })                     what it underlines (optional)
//! //~ MORE                                                   other errors may follow
//! //~ PASS                                                   compiles, without a warning
//! ```
//! Without `MORE`, these are all the errors there are: one mistake must not be followed by fifty others.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use crate::workspace::Artifacts;

/// The crates that a case may name.
const CRATES: [&str; 7] = ["orm_core", "chrono", "rust_decimal", "serde", "serde_json", "uuid", "validator"];

/// A file of user code.
#[derive(Debug)]
pub struct Case {
    path: PathBuf,
    source: String,
}

impl Case {
    /// Reads a case.
    ///
    /// # Panics
    /// When the file cannot be read.
    pub fn read(path: PathBuf) -> Self {
        let source = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Self { path, source }
    }

    /// Compiles the case and compares. `UPDATE_EXPECT=1` writes what was found into a case that expects nothing yet.
    ///
    /// # Errors
    /// What was expected and what was found, for people.
    pub fn check(&self) -> Result<(), String> {
        let found = self.compile()?;
        let expected = Expectation::parse(&self.source);
        if expected.is_blank() && env::var_os("UPDATE_EXPECT").is_some() {
            let text = format!("{}\n{}", expectation_text(&found), self.source);
            return fs::write(&self.path, text).map_err(|error| error.to_string());
        }
        expected.compare(&found).map_err(|problem| {
            let rendered: String = found.iter().map(|diagnostic| diagnostic.rendered.as_str()).collect();
            format!("{problem}\nfound:\n{}\n{rendered}", expectation_text(&found))
        })
    }

    fn compile(&self) -> Result<Vec<Diagnostic>, String> {
        let artifacts = Artifacts::get();
        let out = tempfile::tempdir().map_err(|error| error.to_string())?;
        let mut rustc = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
        rustc
            .args([
                "--edition=2024",
                "--crate-type=lib",
                "--crate-name=case",
                "--emit=metadata",
                "--error-format=json",
            ])
            .arg("--out-dir")
            .arg(out.path())
            .arg(format!("-Ldependency={}", artifacts.dependencies().display()));
        for name in CRATES {
            rustc.arg("--extern").arg(format!("{name}={}", artifacts.library(name).display()));
        }
        let output =
            rustc.arg(&self.path).output().map_err(|error| format!("rustc cannot be run: {error}"))?;
        let stderr = String::from_utf8_lossy(&output.stderr);
        let mut found = Vec::new();
        for line in stderr.lines() {
            let diagnostic: Diagnostic =
                serde_json::from_str(line).map_err(|error| format!("{error}: {line}"))?;
            if diagnostic.is_finding() {
                found.push(diagnostic);
            }
        }
        Ok(found)
    }
}

/// What a case expects.
#[derive(Debug, Default)]
struct Expectation<'a> {
    errors: Vec<ExpectedError<'a>>,
    passes: bool,
    more: bool,
}

#[derive(Debug)]
struct ExpectedError<'a> {
    message: &'a str,
    span: Option<&'a str>,
}

impl<'a> Expectation<'a> {
    fn parse(source: &'a str) -> Self {
        let mut expectation = Self::default();
        for (_, comment) in source.lines().filter_map(|line| line.split_once("//~ ")) {
            let (word, rest) = comment.trim().split_once(' ').unwrap_or((comment.trim(), ""));
            match word {
                "ERROR" => expectation.errors.push(ExpectedError { message: rest, span: None }),
                "SPAN" => {
                    if let Some(error) = expectation.errors.last_mut() {
                        error.span = Some(rest);
                    }
                }
                "PASS" => expectation.passes = true,
                "MORE" => expectation.more = true,
                _ => panic!("`//~ {word}` is none of ERROR, SPAN, MORE, PASS"),
            }
        }
        expectation
    }

    fn is_blank(&self) -> bool {
        self.errors.is_empty() && !self.passes
    }

    fn compare(&self, found: &[Diagnostic]) -> Result<(), String> {
        if self.is_blank() {
            return Err("the case expects nothing yet; UPDATE_EXPECT=1 fills it".to_owned());
        }
        if self.passes {
            return if found.is_empty() {
                Ok(())
            } else {
                Err("expected to compile without a warning".to_owned())
            };
        }
        let errors: Vec<&Diagnostic> =
            found.iter().filter(|diagnostic| diagnostic.level == "error").collect();
        for (index, expected) in self.errors.iter().enumerate() {
            let Some(error) = errors.get(index) else {
                return Err(format!("expected an error: {}", expected.message));
            };
            if error.first_line() != expected.message {
                return Err(format!("expected: {}\n   found: {}", expected.message, error.first_line()));
            }
            let span = error.underlined();
            if expected.span.is_some_and(|expected| span.as_deref() != Some(expected)) {
                return Err(format!("expected under it: {:?}\n            found: {span:?}", expected.span));
            }
        }
        if errors.len() > self.errors.len() && !self.more {
            return Err(format!("expected {} errors, found {}", self.errors.len(), errors.len()));
        }
        Ok(())
    }
}

/// The comments that would expect what was found.
fn expectation_text(found: &[Diagnostic]) -> String {
    if found.is_empty() {
        return "//~ PASS\n".to_owned();
    }
    let mut text = String::new();
    for error in found {
        let word = if error.level == "error" { "ERROR" } else { "(warning)" };
        let _ = writeln!(text, "//~ {word} {}", error.first_line());
        if let Some(span) = error.underlined() {
            let _ = writeln!(text, "//~ SPAN {span}");
        }
    }
    text
}

/// A diagnostic of rustc.
#[derive(Debug, Deserialize)]
struct Diagnostic {
    message: String,
    level: String,
    #[serde(default)]
    spans: Vec<Span>,
    rendered: String,
}

impl Diagnostic {
    /// Not rustc's closing words about the others.
    fn is_finding(&self) -> bool {
        matches!(self.level.as_str(), "error" | "warning")
            && !self.message.starts_with("aborting due to")
            && !self.message.ends_with("warning emitted")
            && !self.message.ends_with("warnings emitted")
    }

    fn first_line(&self) -> &str {
        self.message.lines().next().unwrap_or_default()
    }

    /// The first line of the source text under the primary span, where the user wrote it.
    fn underlined(&self) -> Option<String> {
        let mut span = self.spans.iter().find(|span| span.is_primary)?;
        while let Some(expansion) = &span.expansion {
            span = &expansion.span;
        }
        let line = span.text.first()?;
        let characters = line.text.chars().take(line.highlight_end.saturating_sub(1));
        Some(
            characters.skip(line.highlight_start.saturating_sub(1)).collect::<String>().trim_end().to_owned(),
        )
    }
}

#[derive(Debug, Deserialize)]
struct Span {
    is_primary: bool,
    text: Vec<SpanLine>,
    expansion: Option<Box<Expansion>>,
}

#[derive(Debug, Deserialize)]
struct Expansion {
    span: Span,
}

#[derive(Debug, Deserialize)]
struct SpanLine {
    text: String,
    highlight_start: usize,
    highlight_end: usize,
}

/// The cases below a folder, sorted by name: the path in the folder without `.rs`, and the case's file.
pub fn cases(folder: &Path) -> Vec<(String, PathBuf)> {
    let mut cases = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && let Ok(relative) = path.with_extension("").strip_prefix(folder)
            {
                cases.push((relative.display().to_string(), path));
            }
        }
    }
    cases.sort();
    cases
}
