//! The text of a migration file.

use std::fmt::Write as _;

use super::lock::schema_word;
use crate::dialect::Statement;
use crate::snapshot::SchemaHash;

/// What a file says above its statements.
pub(super) struct Header {
    /// The file may not run in a transaction. sqlx and the runner look for this in the first line.
    pub(super) no_transaction: bool,
    pub(super) from: Option<SchemaHash>,
    pub(super) to: Option<SchemaHash>,
}

/// The whole text: header, then each statement below its hazards and its directive, with an empty line behind.
pub(super) fn text(header: &Header, statements: &[Statement]) -> String {
    let mut text = String::new();
    if header.no_transaction {
        text.push_str("-- no-transaction\n");
    }
    let (from, to) = (schema_word(header.from), schema_word(header.to));
    writeln!(text, "-- orm: v=1 from={from} to={to}").expect("a String takes every text");
    if statements.is_empty() {
        text.push_str("\n-- Write your statements here, each with a semicolon at its end.\n");
    }
    for statement in statements {
        text.push('\n');
        push_statement(&mut text, statement);
    }
    text
}

fn push_statement(text: &mut String, statement: &Statement) {
    for hazard in &statement.hazards {
        for line in hazard.to_string().lines() {
            push_line(text, "-- ", line);
        }
    }
    if let Some(directive) = &statement.directive {
        push_line(text, "-- orm:", &directive.to_string());
    }
    push_line(text, &statement.sql, ";");
}

fn push_line(text: &mut String, start: &str, rest: &str) {
    text.push_str(start);
    text.push_str(rest);
    text.push('\n');
}
