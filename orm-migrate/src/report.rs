//! What people read: diagnostics in the manner of rustc, and the two streams.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use serde::{Serialize, Serializer};

use crate::config::InvalidFile;
use crate::hazard::Severity;
use crate::source::{Location, Note};

/// Something to say about a file, a migration or a database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Diagnostic {
    pub(crate) severity: Severity,
    /// The stable name of a finding: `OM102`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) code: Option<&'static str>,
    pub(crate) message: String,
    #[serde(rename = "place", skip_serializing_if = "Option::is_none", serialize_with = "place")]
    pub(crate) location: Option<Location>,
    pub(crate) hints: Vec<String>,
    #[serde(skip)]
    pub(crate) notes: Vec<Note>,
}

/// A place in a file, for programs.
#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
}

#[expect(clippy::ref_option, reason = "the signature is serde's")]
fn place<S: Serializer>(location: &Option<Location>, serializer: S) -> Result<S::Ok, S::Error> {
    let place = location.as_ref().map(|Location { file, line, column, .. }| Place {
        file,
        line: *line,
        column: *column,
    });
    place.serialize(serializer)
}

impl Diagnostic {
    /// An error without a place.
    pub(crate) fn error(message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code: None,
            message: message.into(),
            location: None,
            hints: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Points at a mistake in `orm.toml` or `Cargo.toml`.
    pub(crate) fn in_file(invalid: &InvalidFile) -> Self {
        let (line, column) = invalid.position();
        let excerpt = invalid.text.lines().nth(line - 1).unwrap_or_default().to_owned();
        let meant = invalid.text.get(invalid.span.clone()).and_then(|meant| meant.lines().next());
        let width = meant.map_or(1, |meant| meant.chars().count().max(1));
        let location = Location { file: shown(&invalid.file), line, column, width, excerpt };
        Self {
            location: Some(location),
            hints: invalid.hint.iter().cloned().collect(),
            ..Self::error(&invalid.message)
        }
    }

    /// As rustc would print it, with a newline at the end.
    pub(crate) fn render(&self, paint: Paint) -> String {
        let style = match self.severity {
            Severity::Error => "31;1",
            Severity::Warning => "33;1",
            Severity::Info => "36;1",
        };
        let code = self.code.map_or_else(String::new, |code| format!("[{code}]"));
        let head = format!("{}{code}", self.severity.name());
        let mut text = format!("{}: {}\n", paint.with(style, &head), paint.with("1", &self.message));
        text.extend(self.location.as_ref().map(Location::to_string));
        for hint in &self.hints {
            text.extend([paint.with("36;1", "hint").as_str(), ": ", hint, "\n"]);
        }
        for note in &self.notes {
            text.extend([&paint.with("32;1", "note"), ": ", &note.message, "\n", &note.location.to_string()]);
        }
        text
    }
}

/// `file` relative to the working directory where it lies below it.
pub(crate) fn shown(file: &Path) -> String {
    let relative =
        std::env::current_dir().ok().and_then(|here| file.strip_prefix(here).ok().map(Path::to_owned));
    relative.unwrap_or_else(|| file.to_owned()).display().to_string()
}

/// Colours, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Paint(pub(crate) bool);

impl Paint {
    /// `text` in the style of an ANSI code.
    pub(crate) fn with(self, code: &str, text: &str) -> String {
        if self.0 { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

/// The two streams of the process.
#[derive(Debug)]
pub(crate) struct Console {
    speaks: bool,
    pub(crate) paint: Paint,
}

impl Console {
    /// `speaks`: are there people to talk to, rather than a program that reads JSON?
    pub(crate) fn new(speaks: bool) -> Self {
        let wants_no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        Self { speaks, paint: Paint(io::stderr().is_terminal() && !wants_no_colour && !is_dumb) }
    }

    /// May a question be asked and answered?
    pub(crate) fn is_interactive(&self) -> bool {
        self.speaks && io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// Words for people, with a newline behind; nothing when there are none.
    pub(crate) fn say(&self, message: &str) {
        if self.speaks && !message.is_empty() {
            // Nobody is left to tell that stderr is closed.
            let _ = writeln!(io::stderr(), "{}", message.trim_end_matches('\n'));
        }
    }

    /// Diagnostics for people, with an empty line between them.
    pub(crate) fn diagnostics(&self, diagnostics: &[Diagnostic]) {
        let rendered: Vec<String> =
            diagnostics.iter().map(|diagnostic| diagnostic.render(self.paint)).collect();
        self.say(&rendered.join("\n"));
    }

    /// Data for stdout, as it is. A reader that went away is not our problem.
    #[expect(clippy::unused_self, reason = "both streams are reached through the console")]
    pub(crate) fn data(&self, data: &str) {
        let _ = io::stdout().write_all(data.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_in_a_file_is_shown_as_rustc_does() {
        let invalid = InvalidFile {
            file: "orm.toml".into(),
            text: "dialect = 'sqlite'\nurl = 5\n".to_owned(),
            span: 25..26,
            message: "`url` is a string".to_owned(),
            hint: Some("write a string".to_owned()),
        };
        let expected = "\
error: `url` is a string
 --> orm.toml:2:7
  |
2 | url = 5
  |       ^
hint: write a string
";
        assert_eq!(Diagnostic::in_file(&invalid).render(Paint(false)), expected);
    }

    #[test]
    fn colours_are_only_for_those_who_want_them() {
        assert_eq!(Paint(false).with("1", "x"), "x");
        assert_eq!(Paint(true).with("1", "x"), "\x1b[1mx\x1b[0m");
    }
}
