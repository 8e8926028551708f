//! `push`: makes the database what the structs declare, without a migration. For prototypes: it refuses a database in production
//! and one that migrations made, and it refuses to lose data, unless it is told to.

use orm_schema::{Dialect, Pair, SchemaDef};
use serde::Serialize;

use super::args::PushArgs;
use super::database::{self, Database};
use super::envelope::Outcome;
use super::exit::Exit;
use super::failure::Failure;
use super::generate::{self, hints, steps};
use super::source::SchemaSource;
use crate::config::Config;
use crate::dialect::{self, Statement};
use crate::diff::{RenameHints, Step, TableChange};
use crate::hazard::Severity;
use crate::introspect::{
    DoubtfulFunction, LiveSchema, NameTaken, Unmodelled, ViewInTheWay, previous_column, previous_table,
};
use crate::report::{Console, Diagnostic};
use crate::risk::TakenApart;
use crate::runner::opaque;

/// What a program learns from `push`.
#[derive(Serialize)]
struct PushReport {
    /// Is the database other than the structs declare?
    changed: bool,
    /// Were the statements run?
    pushed: bool,
    statements: Vec<String>,
    /// What is in the database that the model cannot hold; it is left alone.
    unmodelled: Vec<Unmodelled>,
}

/// Runs the command.
pub(super) fn run(config: &Config, arguments: &PushArgs, console: &Console) -> Result<Outcome, Failure> {
    let mut answers = hints::read(arguments.hints.as_deref())?;
    let source = SchemaSource::read(config)?;
    let runtime = database::runtime()?;
    let database = runtime.block_on(async { Database::new(config, &arguments.database) })?;
    let read = |named: Option<&SchemaDef>| {
        let live = runtime.block_on(database.schema_as(named.unwrap_or(source.schema())));
        live.map_err(|error| database::failure(config, error))
    };
    let (live, steps) = decide(&source, config.dialect, &mut answers, console, read)?;
    let schemas = Pair { previous: &live.schema, next: source.schema() };
    let statements = dialect::render(config.dialect, schemas, &steps);
    let mut diagnostics = generate::diagnostics(&statements, &source);
    diagnostics.extend(steps.iter().filter_map(|step| opaque(&live, &steps, step)));
    diagnostics.extend(live.doubtful_drops(&steps).into_iter().map(doubt));
    let in_the_way = live.views_in_the_way(&steps);
    diagnostics.extend(in_the_way.iter().map(obstacle));
    let broken = live.broken_views_in_the_way(&steps);
    diagnostics.extend(broken.iter().map(|view| broken_view(view)));
    diagnostics.extend(live.taken_names().iter().map(taken_name));
    if !live.taken_names().is_empty() && !arguments.dry_run {
        return Err(Failure::new(Exit::Failed, "name_taken", diagnostics));
    }
    let is_in_the_way = !broken.is_empty() || in_the_way.iter().any(|view| view.is_refused);
    if is_in_the_way && !arguments.dry_run {
        return Err(Failure::new(Exit::Failed, "view_in_the_way", diagnostics));
    }
    let is_refused = diagnostics.iter().any(is_loss);
    if is_refused && !arguments.force && !arguments.dry_run {
        let failure = Failure::new(Exit::Undecided, "losses_refused", diagnostics);
        return Err(failure.with_hint("pass `--force` if that is meant, or `--dry-run` to see the SQL"));
    }
    if !arguments.dry_run && !statements.is_empty() {
        let pushed = runtime.block_on(database.push(&statements, arguments.force));
        pushed.map_err(|error| database::failure(config, error))?;
    }
    Ok(outcome(&statements, live.unmodelled, arguments.dry_run, diagnostics))
}

/// What there is, told in the words of the structs, and the steps. Which texts mean the same depends on the names that a person says.
fn decide(
    source: &SchemaSource<'_>,
    dialect: Dialect,
    answers: &mut RenameHints,
    console: &Console,
    read: impl Fn(Option<&SchemaDef>) -> Result<LiveSchema, Failure>,
) -> Result<(LiveSchema, Vec<Step>), Failure> {
    let mut named = answers.as_attributes(source.schema());
    loop {
        let live = read(named.as_ref())?;
        let schemas = Pair { previous: &live.schema, next: source.schema() };
        let steps = steps::decide(schemas, dialect, answers, console)?;
        let decided = answers.as_attributes(source.schema());
        if decided == named {
            return Ok((live, steps));
        }
        named = decided;
    }
}

/// No other version of the program runs on a prototype, so that a new name (OM201, OM202) harms nobody.
fn is_loss(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Error && !matches!(diagnostic.code, Some("OM201" | "OM202"))
}

/// Why a step cannot be taken without a loss that no hazard speaks of: a table has something the model does not hold.
fn opaque(live: &LiveSchema, steps: &[Step], step: &Step) -> Option<Diagnostic> {
    let loss = match step {
        Step::DropTable(table) => opaque::loss(live, &table.name, TakenApart::Dropped),
        Step::DropView { view, .. } => opaque::loss(live, &view.name, TakenApart::Dropped),
        Step::RebuildTable { tables, .. } => {
            opaque::loss(live, previous_table(steps, &tables.next.name), TakenApart::Rebuilt)
        }
        Step::AlterTable { table, change } => {
            let previous = previous_table(steps, table);
            match &**change {
                TableChange::DropColumn(_) => opaque::loss(live, previous, TakenApart::LosesColumn),
                TableChange::AlterColumn(change) if live.dialect == Dialect::Mysql => {
                    let column = previous_column(steps, table, &change.columns.next.name);
                    opaque::loss_of_column(live, previous, |name| name == column)
                }
                _ => None,
            }
        }
        _ => None,
    };
    Some(Diagnostic { code: Some(opaque::CODE), ..Diagnostic::error(loss?) })
}

/// What is said of a view that is in the way, and the way out.
fn obstacle(view: &ViewInTheWay) -> Diagnostic {
    let hint = "declare it with `#[derive(View)]`, so that it goes before and comes back behind (`pull --out` writes the struct), \
                or drop it by hand";
    Diagnostic { hints: vec![hint.to_owned()], ..Diagnostic::error(view.to_string()) }
}

/// The same of one that SQLite stumbles over.
fn broken_view(view: &str) -> Diagnostic {
    let hint = "drop it by hand, or create what it reads".to_owned();
    Diagnostic { hints: vec![hint], ..Diagnostic::error(opaque::broken_view(view)) }
}

/// The same of a function that may be somebody else's.
fn doubt(function: &DoubtfulFunction) -> Diagnostic {
    let hint = "if it is somebody else's, create yours by hand beside it, or declare it under another name"
        .to_owned();
    Diagnostic { code: Some(opaque::CODE), hints: vec![hint], ..Diagnostic::error(function.to_string()) }
}

/// The same of a function that cannot be created.
fn taken_name(name: &NameTaken) -> Diagnostic {
    let hint = "drop that by hand, or declare the function under another name".to_owned();
    Diagnostic { hints: vec![hint], ..Diagnostic::error(name.to_string()) }
}

fn outcome(
    statements: &[Statement],
    unmodelled: Vec<Unmodelled>,
    is_dry_run: bool,
    diagnostics: Vec<Diagnostic>,
) -> Outcome {
    let (changed, pushed) = (!statements.is_empty(), !statements.is_empty() && !is_dry_run);
    let count = statements.len();
    let noun = if count == 1 { "statement" } else { "statements" };
    let message = match (changed, pushed) {
        (false, _) => "nothing to push: the database is what the structs declare".to_owned(),
        (true, true) => format!("pushed {count} {noun}"),
        (true, false) => format!("would push {count} {noun}"),
    };
    let statements: Vec<String> = statements.iter().map(|statement| statement.sql.clone()).collect();
    let stdout = if is_dry_run {
        statements.iter().flat_map(|sql| [sql.as_str(), ";\n\n"]).collect()
    } else {
        String::new()
    };
    let report = PushReport { changed, pushed, statements, unmodelled };
    Outcome { stdout, diagnostics, ..Outcome::done(&report, message) }
}
