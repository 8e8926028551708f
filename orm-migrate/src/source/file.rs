//! One source file: its text, its declarations, its problems, and where each place is.

use std::io;
use std::path::PathBuf;
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

/// A file that was read. Holds no tokens, so that it may come from another thread.
#[derive(Debug, Clone)]
pub(super) struct ParsedFile {
    /// The number that its places carry.
    pub(super) number: u32,
    pub(super) path: PathBuf,
    /// The path as people see it: relative to the root.
    pub(super) shown: String,
    pub(super) module: Vec<String>,
    pub(super) text: String,
    pub(super) decls: FileDecls,
    pub(super) problems: Vec<Problem>,
    /// Start and end of each place.
    pub(super) extents: Vec<(LineColumn, LineColumn)>,
}

/// Reads and parses a file, the `number`th of all.
pub(super) fn read(file: &SourceFile, number: u32, request: &Request<'_>) -> io::Result<ParsedFile> {
    let mut text = std::fs::read_to_string(&file.path)?;
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    let mut problems = Problems::of_file(number);
    let mut decls = FileDecls::default();
    if may_declare(&text) {
        match TokenStream::from_str(without_shebang(&text)) {
            Ok(tokens) => {
                let context = FileContext {
                    module: &file.module,
                    features: request.features,
                    condition: file.condition.as_deref(),
                };
                decls = parse::file(context, tokens, &mut problems);
            }
            Err(error) => {
                let place = problems.place_of(error.span());
                problems.push(place, "this file cannot be read as Rust: a bracket or a quote is not closed");
            }
        }
    }
    Ok(ParsedFile {
        number,
        path: file.path.clone(),
        shown: file.path.strip_prefix(request.root).unwrap_or(&file.path).display().to_string(),
        module: file.module.clone(),
        text,
        decls,
        extents: problems.all_spans().iter().map(|(start, end)| (start.start(), end.end())).collect(),
        problems: problems.take(),
    })
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
    ["Table", "ColumnType", "mod ", "type "].iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_without_our_words_are_not_parsed() {
        assert!(!may_declare("fn main() { println!(\"hello\"); }"));
        assert!(may_declare("#[derive(Table)] struct User;"));
        assert!(may_declare("mod schema;"));
    }
}
