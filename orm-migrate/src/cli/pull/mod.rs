//! `pull`: the structs that declare what a database is.

mod baseline;
mod project;

use orm_schema::SchemaDef;
use serde::Serialize;

use self::baseline::Baseline;
use self::project::Project;
use super::args::{Global, PullArgs};
use super::database::{self, Database};
use super::envelope::Outcome;
use super::exit::Exit;
use super::failure::Failure;
use crate::hazard::Severity;
use crate::introspect::{Difference, LiveSchema, Unmodelled};
use crate::pull;
use crate::report::Diagnostic;

/// What a program learns from `pull`.
#[derive(Serialize)]
struct PullReport {
    files: Vec<String>,
    /// How many tables are in the source.
    tables: usize,
    /// How many views.
    views: usize,
    /// How many domains, sequences, functions and the like.
    objects: usize,
    /// In what the source is not as the database.
    differences: Vec<Difference>,
    /// What the model cannot hold; it stands in comments.
    unmodelled: Vec<Unmodelled>,
}

/// Runs the command. The source is read back and held against the database before it is written.
pub(super) fn run(global: &Global, arguments: &PullArgs) -> Result<Outcome, Failure> {
    let project = Project::find(global, arguments)?;
    let is_replaced = project.refuse_overwriting(arguments.force)?;
    let runtime = database::runtime()?;
    let database = runtime.block_on(async { Database::new(&project.config, &arguments.database) })?;
    let live = runtime.block_on(database.schema(&arguments.schema));
    let mut live = live.map_err(|error| database::failure(&project.config, error))?;
    live.leave_out_unsayable();
    let source = pull::source(&live);
    let (differences, mut diagnostics) = match pull::read_back(&source, project.config.dialect) {
        Ok(declared) => {
            let again = runtime.block_on(database.schema_as(&declared));
            let again = again.map_err(|error| database::failure(&project.config, error))?;
            (differences(&again, &declared)?, Vec::new())
        }
        Err(problems) => (Vec::new(), problems.iter().map(|problem| unreadable(problem)).collect()),
    };
    diagnostics.extend(differences.iter().map(different));
    diagnostics.extend(live.unmodelled.iter().map(unmodelled));

    let is_whole = differences.is_empty() && diagnostics.iter().all(|found| found.severity == Severity::Info);
    let files = if arguments.init {
        Baseline::prepare(&project, &source, is_whole)?.adopt(&project, &source, &database, &runtime)?
    } else {
        project.write(&source)?
    };
    let SchemaDef { tables, views, objects, enums: _ } = &live.schema;
    let (tables, views, objects) = (tables.len(), views.len(), objects.len());
    let replaced = if is_replaced { ", in the place of the file that was there" } else { "" };
    let message = format!("wrote {} ({}){replaced}", files.join(" and "), counted(tables, views, objects));
    let stdout = files.iter().flat_map(|file| [file.as_str(), "\n"]).collect();
    let exit = if is_whole { Exit::Done } else { Exit::Pending };
    let report = PullReport { files, tables, views, objects, differences, unmodelled: live.unmodelled };
    Ok(Outcome { exit, stdout, diagnostics, ..Outcome::done(&report, message) })
}

/// `2 tables, 1 view`: tables always, the others where there are some.
fn counted(tables: usize, views: usize, objects: usize) -> String {
    let of = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    let others = [(views, "view"), (objects, "object")].into_iter().filter(|(count, _)| *count > 0);
    let all: Vec<String> =
        [of(tables, "table")].into_iter().chain(others.map(|(count, noun)| of(count, noun))).collect();
    all.join(", ")
}

fn differences(live: &LiveSchema, declared: &SchemaDef) -> Result<Vec<Difference>, Failure> {
    live.differences_from(declared).map_err(|error| {
        Failure::new(Exit::Failed, "diff_failed", vec![Diagnostic::error(error.to_string())])
    })
}

fn unreadable(problem: &str) -> Diagnostic {
    Diagnostic {
        severity: Severity::Warning,
        ..Diagnostic::error(format!("the source needs a hand: {problem}"))
    }
}

fn different(difference: &Difference) -> Diagnostic {
    let message = format!("the source is not as the database: {difference}");
    Diagnostic { severity: Severity::Warning, ..Diagnostic::error(message) }
}

fn unmodelled(object: &Unmodelled) -> Diagnostic {
    Diagnostic { severity: Severity::Info, ..Diagnostic::error(format!("not in the model: {object}")) }
}
