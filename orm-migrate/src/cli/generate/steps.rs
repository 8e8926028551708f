//! The steps between two schemas, with a person's decisions about names.

use orm_schema::{Dialect, Pair, SchemaDef};

use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::diff::{self, DiffError, RenameHints, RenameQuestion, Step};
use crate::prompt;
use crate::report::{Console, Diagnostic};

/// The steps. What only a person can decide is asked at a terminal, and an error elsewhere.
pub(in crate::cli) fn decide(
    schemas: Pair<&SchemaDef>,
    dialect: Dialect,
    hints: &mut RenameHints,
    console: &Console,
) -> Result<Vec<Step>, Failure> {
    loop {
        match diff::steps(schemas, dialect, hints) {
            Ok(steps) => return Ok(steps),
            Err(DiffError::Undecided(questions)) if console.is_interactive() => {
                prompt::renames(&questions, hints).map_err(|_| undecided(&questions, hints))?;
            }
            Err(DiffError::Undecided(questions)) => return Err(undecided(&questions, hints)),
            Err(error) => return Err(impossible(&error)),
        }
    }
}

/// Nobody answers: every question, and what to pass to answer all of them.
fn undecided(questions: &[RenameQuestion], given: &RenameHints) -> Failure {
    let (mut renamed, mut new) = (given.clone(), given.clone());
    let mut diagnostics = Vec::with_capacity(questions.len());
    for question in questions {
        let candidates: Vec<String> =
            question.candidates.iter().map(|candidate| format!("`{}`", candidate.dropped)).collect();
        let (noun, added) = (question.kind.noun(), &question.added);
        diagnostics.push(Diagnostic::error(format!(
            "is {noun} `{added}` new, or was it renamed from {}?",
            candidates.join(" or ")
        )));
        match question.candidates.first() {
            Some(likeliest) => renamed.rename.push(question.rename_hint(likeliest)),
            None => {
                renamed.create.insert(question.create_hint());
            }
        }
        new.create.insert(question.create_hint());
    }
    let (renamed, new) = (json(&renamed), json(&new));
    if let Some(last) = diagnostics.last_mut() {
        last.hints.push(format!("if renamed, pass --hints {}", quoted(&renamed)));
        last.hints
            .push(format!("if new (what is gone is dropped with its data), pass --hints {}", quoted(&new)));
    }
    let data = serde_json::json!({ "questions": questions, "hints": { "renamed": renamed, "new": new } });
    Failure { data, ..Failure::new(Exit::Undecided, "decision_needed", diagnostics) }
}

fn json(hints: &RenameHints) -> String {
    serde_json::to_string(hints).expect("hints have string keys")
}

/// One word for a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

fn impossible(error: &DiffError) -> Failure {
    match error {
        DiffError::Impossible(obstacles) => {
            let diagnostics = obstacles.iter().map(|obstacle| Diagnostic {
                hints: vec![obstacle.hint.clone()],
                ..Diagnostic::error(&obstacle.message)
            });
            Failure::new(Exit::Usage, "schema_impossible", diagnostics.collect())
        }
        DiffError::Hint { .. } => Failure::usage("hints_invalid", error.to_string()),
        _ => Failure::new(Exit::Failed, "diff_failed", vec![Diagnostic::error(error.to_string())]),
    }
}
