//! `generate`: structs against the last snapshot, and the migration between them. Needs neither a database nor a compiler.

mod ending;
mod hints;
mod name;
mod source;
mod steps;

use std::time::Instant;

use chrono::Utc;
use orm_schema::Pair;

use self::ending::Ending;
use self::source::SchemaSource;
use super::args::GenerateArgs;
use super::envelope::Outcome;
use super::failure::Failure;
use super::project;
use crate::config::Config;
use crate::dialect::{self, Statement};
use crate::folder::{self, Folder};
use crate::report::{Console, Diagnostic};

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
    let ending = Ending { arguments, started, accepted_edits };

    let folder = Folder::read(&path)?;
    let previous = folder.schema(config.dialect)?;
    if arguments.empty {
        let name = name.unwrap_or_else(|| "custom".to_owned());
        let draft = folder.draft(&name, Utc::now(), &[], (&previous, config.dialect))?;
        return ending.empty(&draft);
    }
    let source = SchemaSource::read(config)?;
    let schemas = Pair { previous: &previous, next: source.schema() };
    let steps = steps::decide(schemas, config.dialect, &mut answers, console)?;
    let statements = dialect::render(config.dialect, schemas, &steps);
    if statements.is_empty() {
        return Ok(ending.nothing_changed(source.schema()));
    }
    let name = name.unwrap_or_else(|| name::of_steps(&steps));
    let draft = folder.draft(&name, Utc::now(), &statements, (source.schema(), config.dialect))?;
    ending.migration(&draft, diagnostics(&statements, &source))
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
