//! The text of a migration file.

use std::fmt::Write as _;

use super::lock::schema_word;
use crate::dialect::Statement;
use crate::snapshot::SchemaHash;
use crate::way_back::WayBack;

/// What a file says above its statements.
pub(super) struct Header {
    /// The file may not run in a transaction. sqlx and the runner look for this in the first line.
    pub(super) no_transaction: bool,
    pub(super) from: Option<SchemaHash>,
    pub(super) to: Option<SchemaHash>,
}

/// What a file that takes a migration back says above its statements.
pub(super) struct DownHeader<'a> {
    /// The schema that it begins with: the one after the migration.
    pub(super) from: Option<SchemaHash>,
    pub(super) to: Option<SchemaHash>,
    /// The version of the first file of the migration: all of them are taken back together.
    pub(super) first: &'a str,
}

/// The text of a file that takes a migration back: what stays lost, and the statements; or why there are none.
pub(super) fn down(header: &DownHeader<'_>, way_back: &WayBack) -> String {
    let (from, to) = (schema_word(header.from), schema_word(header.to));
    let head = format!("-- orm: v=1 from={from} to={to} reverts={}\n", header.first);
    match way_back {
        WayBack::Closed(reason) => format!("{head}-- orm:irreversible {reason}\n"),
        WayBack::Statements { statements, lost } => {
            // One file, also when some of the statements may not share a transaction: the journal goes on by what shares one.
            let is_whole = statements.iter().all(|statement| statement.is_transactional);
            let mut text = if is_whole { String::new() } else { "-- no-transaction\n".to_owned() };
            text.push_str(&head);
            lost.iter().flat_map(|loss| loss.lines()).for_each(|line| push_line(&mut text, "-- ", line));
            for part in parts(statements) {
                text.push('\n');
                if let (false, [first, ..]) = (is_whole, part) {
                    let segment = if first.is_transactional { "transaction" } else { "alone" };
                    push_line(&mut text, "-- orm:", segment);
                }
                push_statements(&mut text, part);
            }
            text
        }
    }
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

/// Statements of one kind in a row: all share a transaction, or none does.
pub(super) fn parts(statements: &[Statement]) -> impl Iterator<Item = &[Statement]> {
    statements.chunk_by(|a, b| a.is_transactional == b.is_transactional)
}

/// Statements with an empty line between them.
fn push_statements(text: &mut String, statements: &[Statement]) {
    for (index, statement) in statements.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        push_statement(text, statement);
    }
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
