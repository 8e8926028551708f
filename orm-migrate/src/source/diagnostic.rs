//! Problems as a person reads them: the file, the line, the words, the way out.

use std::fmt;
use std::path::Path;

use orm_schema::parse::{Place, Problem};

use super::file::ParsedFile;

/// Everything that is wrong with a schema.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Where; `None` if it is about no place in a file.
    pub location: Option<Location>,
    /// What, in one sentence.
    pub message: String,
    /// Ways out.
    pub hints: Vec<String>,
    /// Other places that have to do with it.
    pub notes: Vec<Note>,
}

/// Another place that has to do with a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Where.
    pub location: Location,
    /// What is there.
    pub message: String,
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The file, relative to the folder of `orm.toml`.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// How many characters of the line it is about.
    pub width: usize,
    /// The line itself.
    pub excerpt: String,
}

impl Diagnostic {
    /// About no place in a file.
    pub(crate) fn without_place(message: impl fmt::Display) -> Self {
        Self { location: None, message: message.to_string(), hints: Vec::new(), notes: Vec::new() }
    }

    /// A file or folder that cannot be read.
    pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Self {
        Self::without_place(format!("cannot read `{}`: {error}", path.display()))
    }

    /// Adds a way out.
    pub(crate) fn hint(mut self, hint: impl fmt::Display) -> Self {
        self.hints.push(hint.to_string());
        self
    }

    fn new(files: &[ParsedFile], problem: &Problem) -> Self {
        let notes = problem.notes.iter().filter_map(|note| {
            Some(Note { location: locate(files, note.place)?, message: note.message.clone() })
        });
        Self {
            location: locate(files, problem.place),
            message: problem.message.clone(),
            hints: problem.hints.clone(),
            notes: notes.collect(),
        }
    }
}

impl Diagnostics {
    /// All of them, in the order of files and lines; what has no place comes first.
    pub fn list(&self) -> &[Diagnostic] {
        &self.list
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn add(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    pub(super) fn add_all(&mut self, files: &[ParsedFile], problems: &[Problem]) {
        self.list.extend(problems.iter().map(|problem| Diagnostic::new(files, problem)));
    }

    /// An error if there is anything.
    pub(crate) fn finish(mut self) -> Result<(), Self> {
        self.list.sort_by(|one, other| one.location.cmp(&other.location));
        self.list.dedup();
        if self.list.is_empty() { Ok(()) } else { Err(self) }
    }
}

pub(super) fn locate(files: &[ParsedFile], place: Place) -> Option<Location> {
    // Files that could not be read leave gaps in the numbers.
    let file = files.iter().find(|file| file.number == place.file)?;
    let (start, end) = *file.extents.get(place.index())?;
    let excerpt = file.text.lines().nth(start.line.checked_sub(1)?).unwrap_or_default();
    let last = if end.line == start.line { end.column } else { excerpt.trim_end().chars().count() };
    Some(Location {
        file: file.shown.clone(),
        line: start.line + file.lines_before,
        column: start.column + 1,
        width: last.saturating_sub(start.column).max(1),
        excerpt: excerpt.to_owned(),
    })
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(list: I) -> Self {
        Self { list: list.into_iter().collect() }
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.list.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{diagnostic}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "error: {}", self.message)?;
        if let Some(location) = &self.location {
            write!(f, "{location}")?;
        }
        for hint in &self.hints {
            writeln!(f, "hint: {hint}")?;
        }
        for note in &self.notes {
            writeln!(f, "note: {}", note.message)?;
            write!(f, "{}", note.location)?;
        }
        Ok(())
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.line.to_string();
        let margin = " ".repeat(number.len());
        // Tabs stay, so that the carets stand below what they mean however wide a tab is shown.
        let indent: String =
            self.excerpt.chars().take(self.column - 1).map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
        writeln!(f, "{margin}--> {}:{}:{}", self.file, self.line, self.column)?;
        writeln!(f, "{margin} |")?;
        writeln!(f, "{number} | {}", self.excerpt.trim_end())?;
        writeln!(f, "{margin} | {indent}{}", "^".repeat(self.width))
    }
}
