//! How `generate` ends: what is written, and what it says.

use std::time::Instant;

use orm_schema::SchemaDef;
use serde::Serialize;

use crate::cli::args::GenerateArgs;
use crate::cli::envelope::Outcome;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::source::LAGGING;
use crate::folder::Draft;
use crate::report::Diagnostic;

/// What a program learns from `generate`.
#[derive(Serialize)]
struct GenerateReport {
    /// Is there a migration to write?
    changed: bool,
    /// The files of the migration; written unless `--check` or `--dry-run` was given.
    files: Vec<FileReport>,
    written: bool,
    /// Files whose edits were entered in orm.lock.
    accepted_edits: Vec<String>,
    duration_ms: f64,
}

#[derive(Serialize)]
struct FileReport {
    file: String,
    sql: String,
}

/// What every ending knows.
pub(super) struct Ending<'a> {
    pub(super) arguments: &'a GenerateArgs,
    pub(super) started: Instant,
    pub(super) accepted_edits: Vec<String>,
}

impl Ending<'_> {
    /// There is nothing to migrate to `schema`.
    pub(super) fn nothing_changed(self, schema: &SchemaDef) -> Outcome {
        let tables = schema.tables.len();
        let noun = if tables == 1 { "table" } else { "tables" };
        let message = format!("nothing changed ({tables} {noun}, {} ms)", self.milliseconds());
        Outcome::done(&self.report(Vec::new()), message)
    }

    /// Writes a migration to be filled in. The checksum in orm.lock is that of the empty file.
    pub(super) fn empty(self, draft: &Draft) -> Result<Outcome, Failure> {
        let is_written = self.is_written();
        let mut outcome = self.migration(draft, Vec::new())?;
        if is_written {
            outcome.message.push_str(
                "\nnext: write the statements, then run `orm-migrate generate --accept-edits` to enter them in orm.lock",
            );
        }
        Ok(outcome)
    }

    /// Writes the migration, or says what it would be.
    pub(super) fn migration(self, draft: &Draft, diagnostics: Vec<Diagnostic>) -> Result<Outcome, Failure> {
        if self.is_written() {
            draft.write()?;
        }
        let files: Vec<FileReport> = draft
            .files()
            .iter()
            .map(|file| FileReport {
                file: draft.folder().join(file.file_name()).display().to_string(),
                sql: file.sql.clone(),
            })
            .collect();
        let (exit, stdout, message) = self.words(&files);
        Ok(Outcome { exit, stdout, diagnostics, ..Outcome::done(&self.report(files), message) })
    }

    /// The exit code, the data for stdout, and the words for people.
    fn words(&self, files: &[FileReport]) -> (Exit, String, String) {
        if self.arguments.check {
            return (Exit::Pending, String::new(), LAGGING.to_owned());
        }
        let names: Vec<&str> = files.iter().map(|file| file.file.as_str()).collect();
        let what = format!("{} ({} ms)", names.join(" and "), self.milliseconds());
        if self.arguments.dry_run {
            let texts: Vec<&str> = files.iter().map(|file| file.sql.as_str()).collect();
            return (Exit::Done, texts.join("\n"), format!("would write {what}"));
        }
        let lines = names.into_iter().flat_map(|name| [name, "\n"]).collect();
        (Exit::Done, lines, format!("wrote {what}"))
    }

    fn report(self, files: Vec<FileReport>) -> GenerateReport {
        GenerateReport {
            changed: !files.is_empty(),
            written: !files.is_empty() && self.is_written(),
            files,
            duration_ms: self.milliseconds(),
            accepted_edits: self.accepted_edits,
        }
    }

    fn is_written(&self) -> bool {
        !self.arguments.check && !self.arguments.dry_run
    }

    /// Since the process began, with one digit behind the point.
    fn milliseconds(&self) -> f64 {
        (self.started.elapsed().as_secs_f64() * 10_000.0).round() / 10.0
    }
}
