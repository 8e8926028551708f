//! `generate`: structs against the last snapshot, and the migration between them. Needs neither a database nor a compiler.

mod hints;
mod name;
mod source;
mod steps;

use std::time::Instant;

use chrono::Utc;
use orm_schema::Pair;
use serde::Serialize;

use self::source::SchemaSource;
use super::args::GenerateArgs;
use super::envelope::Outcome;
use super::exit::Exit;
use super::failure::Failure;
use super::project;
use crate::config::Config;
use crate::dialect::{self, Statement};
use crate::folder::{self, Draft, Folder};
use crate::report::{Console, Diagnostic};

/// What a program learns from `generate`.
#[derive(Serialize)]
struct GenerateReport {
    /// Do the structs differ from the last snapshot?
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

/// Runs the command; `started` is when the process began.
pub(super) fn run(
    config: &Config,
    arguments: &GenerateArgs,
    console: &Console,
    started: Instant,
) -> Result<Outcome, Failure> {
    let name = arguments.name.as_deref().map(slug).transpose()?;
    let path = project::migrations_folder(config);
    let accepted = if arguments.accept_edits { Folder::accept_edits(&path)? } else { Vec::new() };
    for file in &accepted {
        console.say(&format!("entered the edits of {} in orm.lock", path.join(file).display()));
    }
    let folder = Folder::read(&path)?;
    let previous = folder.schema(config.dialect)?;
    if arguments.empty {
        let name = name.unwrap_or_else(|| "custom".to_owned());
        let draft = folder.draft(&name, Utc::now(), &[], (&previous, config.dialect))?;
        let outcome = finish(&draft, Vec::new(), accepted, arguments, started);
        return outcome.map(|outcome| say_where_to_write(outcome, arguments));
    }

    let mut answers = hints::read(arguments.hints.as_deref())?;
    let source = SchemaSource::read(config)?;
    let schemas = Pair { previous: &previous, next: source.schema() };
    let steps = steps::decide(schemas, config.dialect, &mut answers, console)?;
    let statements = dialect::render(config.dialect, schemas, &steps);
    if statements.is_empty() {
        return Ok(nothing_changed(&source, accepted, started));
    }
    let name = name.unwrap_or_else(|| name::of_steps(&steps));
    let draft = folder.draft(&name, Utc::now(), &statements, (source.schema(), config.dialect))?;
    finish(&draft, diagnostics(&statements, &source), accepted, arguments, started)
}

fn slug(words: &str) -> Result<String, Failure> {
    folder::slug(words).ok_or_else(|| {
        Failure::usage("name_invalid", format!("`{words}` makes no name"))
            .with_hint("use letters and digits: `--name \"add files\"`")
    })
}

/// What the statements may do to rows and other sessions, at the struct or field that asks for it.
fn diagnostics(statements: &[Statement], source: &SchemaSource<'_>) -> Vec<Diagnostic> {
    let hazards = statements.iter().flat_map(|statement| &statement.hazards);
    hazards
        .map(|hazard| Diagnostic {
            severity: hazard.severity,
            code: Some(hazard.code),
            message: hazard.message.clone(),
            location: source.locate(&hazard.subject),
            hints: hazard.hint.iter().cloned().collect(),
            notes: Vec::new(),
        })
        .collect()
}

fn milliseconds(started: Instant) -> f64 {
    (started.elapsed().as_secs_f64() * 10_000.0).round() / 10.0
}

fn nothing_changed(source: &SchemaSource<'_>, accepted_edits: Vec<String>, started: Instant) -> Outcome {
    let duration_ms = milliseconds(started);
    let tables = source.schema().tables.len();
    let report =
        GenerateReport { changed: false, files: Vec::new(), written: false, accepted_edits, duration_ms };
    let noun = if tables == 1 { "table" } else { "tables" };
    Outcome::done(&report, format!("nothing changed ({tables} {noun}, {duration_ms} ms)"))
}

/// Writes the draft, or says what it would be.
fn finish(
    draft: &Draft,
    diagnostics: Vec<Diagnostic>,
    accepted_edits: Vec<String>,
    arguments: &GenerateArgs,
    started: Instant,
) -> Result<Outcome, Failure> {
    let written = !arguments.check && !arguments.dry_run;
    if written {
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
    let stdout = if arguments.dry_run {
        files.iter().map(|file| file.sql.as_str()).collect::<Vec<_>>().join("\n")
    } else if written {
        files.iter().flat_map(|file| [file.file.as_str(), "\n"]).collect()
    } else {
        String::new()
    };
    let names = files.iter().map(|file| file.file.as_str()).collect::<Vec<_>>().join(" and ");
    let duration_ms = milliseconds(started);
    let message = if arguments.check {
        "the migrations lag behind the structs: `orm-migrate generate` writes the next one".to_owned()
    } else if arguments.dry_run {
        format!("would write {names} ({duration_ms} ms)")
    } else {
        format!("wrote {names} ({duration_ms} ms)")
    };
    let report = GenerateReport { changed: true, files, written, accepted_edits, duration_ms };
    let exit = if arguments.check { Exit::Pending } else { Exit::Done };
    Ok(Outcome { exit, stdout, diagnostics, ..Outcome::done(&report, message) })
}

/// The checksum in orm.lock is that of the empty file.
fn say_where_to_write(mut outcome: Outcome, arguments: &GenerateArgs) -> Outcome {
    if !arguments.dry_run {
        outcome.message.push_str(
            "\nnext: write the statements, then run `orm-migrate generate --accept-edits` to enter them in orm.lock",
        );
    }
    outcome
}
