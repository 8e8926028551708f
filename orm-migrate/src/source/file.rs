//! One source file: its text, its declarations, its problems, and where each place is.

use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use orm_schema::parse::{self, FileContext, FileDecls, Problem, Problems};
use proc_macro2::{LineColumn, TokenStream};

use super::Request;

/// A file to read.
#[derive(Debug, Clone)]
pub(super) struct SourceFile {
    pub(super) path: PathBuf,
    /// The modules around its items.
    pub(super) module: Vec<String>,
    /// A condition that it depends on and that cannot be decided.
    pub(super) condition: Option<String>,
}

/// A file that was read, or a piece of a long one. Holds no tokens, so that it may come from another thread.
#[derive(Debug, Clone)]
pub(super) struct ParsedFile {
    /// The number that its places carry.
    pub(super) number: u32,
    pub(super) path: PathBuf,
    /// The path as people see it: relative to the root.
    pub(super) shown: String,
    pub(super) module: Vec<String>,
    /// The lines of the file in front of `text`.
    pub(super) lines_before: usize,
    pub(super) text: String,
    pub(super) decls: FileDecls,
    pub(super) problems: Vec<Problem>,
    /// Start and end of each place.
    pub(super) extents: Vec<(LineColumn, LineColumn)>,
}

/// A file or a piece of one, and whether it could be read as Rust.
pub(super) struct Outcome {
    pub(super) file: ParsedFile,
    pub(super) is_rust: bool,
}

/// The text of a file, without a byte order mark.
pub(super) fn text(path: &Path) -> io::Result<String> {
    let mut text = std::fs::read_to_string(path)?;
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    Ok(text)
}

/// Parses a text, or what stands behind another part of it.
pub(super) fn parse(
    file: &SourceFile,
    (before, text): (&str, &str),
    number: u32,
    request: &Request<'_>,
) -> Outcome {
    let mut problems = Problems::of_file(number);
    let mut decls = FileDecls::default();
    let mut is_rust = true;
    if may_declare(text) || request.with_models && may_travel(text) {
        match TokenStream::from_str(without_shebang(text)) {
            Ok(tokens) => {
                let context = FileContext {
                    module: &file.module,
                    features: request.features,
                    condition: file.condition.as_deref(),
                    with_models: request.with_models,
                };
                decls = parse::file(context, tokens, &mut problems);
            }
            Err(error) => {
                is_rust = false;
                let place = problems.place_of(error.span());
                problems.push(place, "this file cannot be read as Rust: a bracket or a quote is not closed");
            }
        }
    }
    let parsed = ParsedFile {
        number,
        path: file.path.clone(),
        shown: file.path.strip_prefix(request.root).unwrap_or(&file.path).display().to_string(),
        module: file.module.clone(),
        lines_before: before.bytes().filter(|byte| *byte == b'\n').count(),
        text: text.to_owned(),
        decls,
        extents: problems.all_spans().iter().map(|(start, end)| (start.start(), end.end())).collect(),
        problems: problems.take(),
    };
    Outcome { file: parsed, is_rust }
}

/// `#!/usr/bin/env …` is no token; the line it is on stays, so that lines keep their numbers.
fn without_shebang(text: &str) -> &str {
    if text.starts_with("#!") && !text.starts_with("#![") {
        &text[text.find('\n').unwrap_or(text.len())..]
    } else {
        text
    }
}

/// Can the file hold something for a schema? Most files of a program cannot, and need no parsing.
fn may_declare(text: &str) -> bool {
    ["Table", "View", "ColumnType", "database", "mod ", "type "].iter().any(|word| text.contains(word))
}

/// Can the file hold something that clients send or get?
fn may_travel(text: &str) -> bool {
    ["Serialize", "Deserialize", "Projection", "routes!", "async fn"].iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_without_our_words_are_not_parsed() {
        assert!(!may_declare("fn main() { println!(\"hello\"); }"));
        assert!(may_declare("#[derive(Table)] struct User;"));
        assert!(may_declare("#[derive(View)] struct Recent;"));
        assert!(may_declare("orm_core::database! { extension(\"citext\") }"));
        assert!(may_declare("mod schema;"));
    }
}
