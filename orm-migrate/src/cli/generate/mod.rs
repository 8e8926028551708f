//! `generate`: structs against the last snapshot, and the migration between them. Needs neither a database nor a compiler.

mod ending;
pub(super) mod hints;
mod name;
pub(super) mod steps;

use std::mem::ManuallyDrop;
use std::path::Path;
use std::thread;
use std::time::Instant;

use chrono::Utc;
use orm_schema::{Pair, SchemaDef};

use self::ending::Ending;
use super::args::GenerateArgs;
use super::envelope::Outcome;
use super::exit::Exit;
use super::failure::Failure;
use super::project;
use super::source::SchemaSource;
use crate::config::Config;
use crate::dialect::{self, Statement};
use crate::folder::{self, Folder, Target};
use crate::prompt;
use crate::report::{Console, Diagnostic};
use crate::way_back;

/// Runs the command; `started` is when the process began.
pub(super) fn run(
    config: &Config,
    arguments: &GenerateArgs,
    console: &Console,
    started: Instant,
) -> Result<Outcome, Failure> {
    let name = arguments.name.as_deref().map(slug).transpose()?;
    let mut answers = hints::read(arguments.hints.as_deref())?;
    let path = project::migrations_folder(config);
    let accepted_edits = if arguments.accept_edits { Folder::accept_edits(&path)? } else { Vec::new() };
    for file in &accepted_edits {
        console.say(&format!("entered the edits of {} in orm.lock", path.join(file).display()));
    }
    let ending = Ending { arguments, started, accepted_edits, dialect: config.dialect };

    if arguments.empty {
        let folder = Folder::read(&path)?;
        let previous = folder.schema(config.dialect)?;
        let name = name.unwrap_or_else(|| "custom".to_owned());
        let draft = folder.draft(&name, Utc::now(), &[], (&previous, config.dialect))?;
        let draft = draft.with_way_back_by_hand();
        return ending.empty(&draft, &previous);
    }
    let Sides { folder, previous, source } = sides(config, &path)?;
    let schemas: Pair<&SchemaDef> = Pair { previous: &previous, next: source.schema() };
    // To hash a large schema takes as long as to compare it.
    let (steps, target) = thread::scope(|scope| {
        let target = scope.spawn(|| Target::from((schemas.next, config.dialect)));
        let steps = steps::decide(schemas, config.dialect, &mut answers, console);
        (steps, target.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let mut steps = steps?;
    let mut statements = dialect::render(config.dialect, schemas, &steps);
    if console.is_interactive() {
        let hazards = statements.iter().flat_map(|statement| &statement.hazards);
        let is_answered = prompt::backfills(hazards, &mut answers).map_err(|error| {
            Failure::new(Exit::Undecided, "decision_needed", vec![Diagnostic::error(error.to_string())])
        })?;
        if is_answered {
            steps = steps::decide(schemas, config.dialect, &mut answers, console)?;
            statements = dialect::render(config.dialect, schemas, &steps);
        }
    }
    if statements.is_empty() {
        return Ok(ending.nothing_changed(source.schema()));
    }
    let name = name.unwrap_or_else(|| name::of_steps(&steps));
    let way_back = way_back::way_back(schemas, config.dialect, &steps);
    let draft = folder.draft(&name, Utc::now(), &statements, target)?.with_way_back(&way_back);
    ending.migration(&draft, schemas, diagnostics(&statements, &source))
}

/// What is compared. The schemas are never freed: the process is about to end, and to free a thousand tables string by string
/// takes a tenth of its time.
struct Sides<'a> {
    folder: Folder,
    previous: ManuallyDrop<SchemaDef>,
    source: ManuallyDrop<SchemaSource<'a>>,
}

/// Reads both sides at once. What is wrong with the folder is said first: it is what a merge leaves behind.
fn sides<'a>(config: &'a Config, path: &Path) -> Result<Sides<'a>, Failure> {
    let (folder, source) = thread::scope(|scope| {
        let source = scope.spawn(|| SchemaSource::read(config));
        let folder = Folder::read(path).and_then(|folder| Ok((folder.schema(config.dialect)?, folder)));
        (folder, source.join())
    });
    let (previous, folder) = folder?;
    let source = source.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
    Ok(Sides { folder, previous: ManuallyDrop::new(previous), source: ManuallyDrop::new(source) })
}

fn slug(words: &str) -> Result<String, Failure> {
    folder::slug(words).ok_or_else(|| {
        Failure::usage("name_invalid", format!("`{words}` makes no name"))
            .with_hint("use letters and digits: `--name \"add files\"`")
    })
}

/// What the statements may do to rows and other sessions, at the struct or field that asks for it.
pub(super) fn diagnostics(statements: &[Statement], source: &SchemaSource<'_>) -> Vec<Diagnostic> {
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
