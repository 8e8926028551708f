//! Questions to a person at a terminal.

use inquire::{InquireError, Select, Text};

use crate::diff::{RenameCandidate, RenameHints, RenameQuestion};
use crate::hazard::Hazard;

/// Asks what became of each thing, and adds the answers to `hints`.
///
/// # Errors
/// The person went away (escape, ctrl-c), or the terminal failed.
pub(crate) fn renames(questions: &[RenameQuestion], hints: &mut RenameHints) -> Result<(), InquireError> {
    for question in questions {
        let noun = question.kind.noun();
        // What was said a question ago is taken: one old thing lives on under one new name.
        let left = question.candidates.iter().filter(|candidate| !is_taken(hints, &candidate.dropped));
        let renames: Vec<&RenameCandidate> = left.collect();
        if renames.is_empty() {
            hints.create.insert(question.create_hint());
            continue;
        }
        let mut choices: Vec<String> = renames
            .iter()
            .map(|candidate| format!("renamed from `{}` ({} % alike)", candidate.dropped, candidate.likeness))
            .collect();
        choices.push("new".to_owned());
        let message = format!("{noun} `{}` is", question.added);
        let chosen = Select::new(&message, choices).raw_prompt()?.index;
        match renames.get(chosen) {
            Some(candidate) => hints.rename.push(question.rename_hint(candidate)),
            None => {
                hints.create.insert(question.create_hint());
            }
        }
    }
    Ok(())
}

/// Asks what rows that are there get in columns that must have a value, and adds the answers to `hints`. Was there one?
///
/// # Errors
/// As [`renames`].
pub(crate) fn backfills<'a>(
    hazards: impl Iterator<Item = &'a Hazard>,
    hints: &mut RenameHints,
) -> Result<bool, InquireError> {
    let mut is_answered = false;
    for hazard in hazards.filter(|hazard| matches!(hazard.code, "OM301" | "OM302")) {
        let Some(column) = &hazard.subject.column else { continue };
        let path = format!("{}.{column}", hazard.subject.table);
        let message = format!("rows that are there get in `{path}`");
        let help = "an SQL expression; empty: nothing, and the migration fails if there are such rows";
        let answer = Text::new(&message).with_help_message(help).prompt()?;
        if !answer.trim().is_empty() {
            hints.backfill.insert(path, answer.trim().to_owned());
            is_answered = true;
        }
    }
    Ok(is_answered)
}

fn is_taken(hints: &RenameHints, dropped: &str) -> bool {
    hints.rename.iter().any(|pair| pair.split('=').next() == Some(dropped))
}
