//! What the example prints.
#![expect(clippy::print_stdout, reason = "the example talks to the person who runs it")]

use std::fmt::Debug;

use orm_core::StatementEvent;
use serde::Serialize;

/// The headline of a step.
pub fn step(title: &str) {
    println!("\n== {title}");
}

/// A sentence.
pub fn say(text: &str) {
    println!("   {text}");
}

/// A statement that ran.
pub fn statement(sql: &str) {
    for line in sql.lines() {
        println!("   sql │ {line}");
    }
}

/// A statement that a [`orm_core::Db`] reports.
pub fn heard(event: &StatementEvent<'_>) {
    statement(event.text);
}

/// The rows that came back.
pub fn rows<T: Debug>(rows: &[T]) {
    for row in rows {
        println!("   row │ {row:?}");
    }
}

/// What a client of the API would receive.
pub fn json(value: &impl Serialize) -> serde_json::Result<()> {
    for line in serde_json::to_string_pretty(value)?.lines() {
        println!("  json │ {line}");
    }
    Ok(())
}
