//! Statements that write rows or delete them.

use super::words::Words;
use crate::risk::{Action, ActionKind};

/// What may stand between the verb and the table.
const MODIFIERS: [&str; 13] = [
    "LOW_PRIORITY",
    "HIGH_PRIORITY",
    "DELAYED",
    "QUICK",
    "IGNORE",
    "OR IGNORE",
    "OR REPLACE",
    "OR ABORT",
    "OR FAIL",
    "OR ROLLBACK",
    "INTO",
    "FROM",
    "ONLY",
];

/// What a statement does to rows; nothing if it is about something else.
pub(super) fn of_statement(mut words: Words<'_, '_>, out: &mut Vec<Action>) {
    if words.take("WITH") {
        with(words, out);
    } else if words.take("MERGE") {
        let kind = if words.has("THEN DELETE") { ActionKind::DeleteRows } else { ActionKind::WriteRows };
        out.push(of_table(kind, words));
    } else if words.take_any(&["INSERT", "REPLACE", "UPDATE"]) {
        out.push(of_table(ActionKind::WriteRows, words));
    } else if words.take("DELETE") {
        out.push(of_table(ActionKind::DeleteRows, words));
    }
}

fn of_table(kind: ActionKind, mut words: Words<'_, '_>) -> Action {
    while words.take_any(&MODIFIERS) {}
    Action::new(kind, words.name())
}

/// A statement behind named queries, each of which may write as well (PostgreSQL).
fn with(words: Words<'_, '_>, out: &mut Vec<Action>) {
    let mut deletes = words;
    while deletes.skip_past("DELETE") {
        out.push(of_table(ActionKind::DeleteRows, deletes));
    }
    for verb in ["INSERT INTO", "UPDATE"] {
        let mut writes = words;
        if writes.skip_past(verb) {
            out.push(of_table(ActionKind::WriteRows, writes));
        }
    }
    if out.is_empty() {
        out.push(Action::new(ActionKind::Aside, None));
    }
}
