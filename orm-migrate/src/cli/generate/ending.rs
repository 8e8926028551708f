//! How `generate` ends: what is written, and what it says.

use std::time::Instant;

use orm_schema::{Dialect, Pair, SchemaDef};
use serde::Serialize;

use crate::cli::args::GenerateArgs;
use crate::cli::envelope::Outcome;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::plan::Counts;
use crate::cli::source::LAGGING;
use crate::folder::Draft;
use crate::report::Diagnostic;
use crate::risk::{self, MigrationRisks};
use crate::runner::MigrateError;

/// What a program learns from `generate`.
#[derive(Serialize)]
struct GenerateReport {
    /// Is there a migration to write?
    changed: bool,
    /// The files of the migration; written unless `--check` or `--dry-run` was given.
    files: Vec<FileReport>,
    /// The file that takes it back.
    #[serde(skip_serializing_if = "Option::is_none")]
    down: Option<DownReport>,
    written: bool,
    /// Files whose edits were entered in orm.lock.
    accepted_edits: Vec<String>,
    duration_ms: f64,
}

#[derive(Serialize)]
struct FileReport {
    file: String,
    sql: String,
    /// What the statements do to rows and to other sessions.
    #[serde(flatten)]
    risks: MigrationRisks,
}

#[derive(Serialize)]
struct DownReport {
    file: String,
    sql: String,
}

/// What every ending knows.
pub(super) struct Ending<'a> {
    pub(super) arguments: &'a GenerateArgs,
    pub(super) started: Instant,
    pub(super) accepted_edits: Vec<String>,
    pub(super) dialect: Dialect,
}

impl Ending<'_> {
    /// There is nothing to migrate to `schema`.
    pub(super) fn nothing_changed(self, schema: &SchemaDef) -> Outcome {
        let tables = schema.tables.len();
        let noun = if tables == 1 { "table" } else { "tables" };
        let message = format!("nothing changed ({tables} {noun}, {} ms)", self.milliseconds());
        Outcome::done(&self.report(Vec::new(), None), message)
    }

    /// Writes a migration to be filled in. The checksum in orm.lock is that of the empty file.
    pub(super) fn empty(self, draft: &Draft, schema: &SchemaDef) -> Result<Outcome, Failure> {
        let is_written = self.is_written();
        let mut outcome = self.migration(draft, Pair { previous: schema, next: schema }, Vec::new())?;
        if is_written {
            outcome.message.push_str(
                "\nnext: write the statements, then run `orm-migrate generate --accept-edits` to enter them in orm.lock",
            );
        }
        Ok(outcome)
    }

    /// Writes the migration, or says what it would be.
    pub(super) fn migration(
        self,
        draft: &Draft,
        schemas: Pair<&SchemaDef>,
        diagnostics: Vec<Diagnostic>,
    ) -> Result<Outcome, Failure> {
        let mut files = Vec::with_capacity(draft.files().len());
        for file in draft.files() {
            let name = file.file_name();
            let risks = risk::of_migration(&file.sql, self.dialect, schemas)
                .map_err(|problem| MigrateError::InvalidFile { file: name.clone(), problem })?;
            let path = draft.folder().join(name).display().to_string();
            files.push(FileReport { file: path, sql: file.sql.clone(), risks });
        }
        if self.is_written() {
            draft.write()?;
        }
        let (exit, stdout, message) = self.words(&files);
        let down = draft.down().map(|down| DownReport {
            file: draft.folder().join(format!("down/{}.sql", down.version)).display().to_string(),
            sql: down.sql.clone(),
        });
        Ok(Outcome { exit, stdout, diagnostics, ..Outcome::done(&self.report(files, down), message) })
    }

    /// The exit code, the data for stdout, and the words for people.
    fn words(&self, files: &[FileReport]) -> (Exit, String, String) {
        if self.arguments.check {
            return (Exit::Pending, String::new(), LAGGING.to_owned());
        }
        let mut counts = Counts::default();
        for file in files {
            counts.add(&file.risks);
        }
        let risks =
            if counts.is_harmless() { String::new() } else { format!("\n{counts}: see `orm-migrate plan`") };
        let names: Vec<&str> = files.iter().map(|file| file.file.as_str()).collect();
        let what = format!("{} ({} ms){risks}", names.join(" and "), self.milliseconds());
        if self.arguments.dry_run {
            let texts: Vec<&str> = files.iter().map(|file| file.sql.as_str()).collect();
            return (Exit::Done, texts.join("\n"), format!("would write {what}"));
        }
        let lines = names.into_iter().flat_map(|name| [name, "\n"]).collect();
        (Exit::Done, lines, format!("wrote {what}"))
    }

    fn report(self, files: Vec<FileReport>, down: Option<DownReport>) -> GenerateReport {
        GenerateReport {
            changed: !files.is_empty(),
            written: !files.is_empty() && self.is_written(),
            files,
            down,
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
