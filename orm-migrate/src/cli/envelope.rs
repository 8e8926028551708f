//! How a command ends, and the one place that prints it.

use serde::Serialize;
use serde_json::Value;

use super::args::Output;
use super::exit::Exit;
use super::failure::Failure;
use crate::report::{Console, Diagnostic};

/// The format of the envelope.
const FORMAT: u32 = 1;

/// What a command has to say when it did what it was asked.
pub(super) struct Outcome {
    pub(super) exit: Exit,
    /// The same for programs.
    pub(super) data: Value,
    /// Data for stdout.
    pub(super) stdout: String,
    /// Words for people.
    pub(super) message: String,
    /// What they should know about it.
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Outcome {
    /// An outcome with `data` for programs and `message` for people.
    pub(super) fn done(data: &impl Serialize, message: impl Into<String>) -> Self {
        Self {
            exit: Exit::Done,
            data: serde_json::to_value(data).expect("reports have string keys and no failing parts"),
            stdout: String::new(),
            message: message.into(),
            diagnostics: Vec::new(),
        }
    }
}

/// What `--output json` prints.
#[derive(Serialize)]
struct Envelope<'a> {
    format: u32,
    command: &'a str,
    /// `ok`, `pending` or `error`.
    status: &'a str,
    exit_code: u8,
    /// A stable name of what went wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    /// What was found: errors, warnings about a migration.
    diagnostics: &'a [Diagnostic],
    data: Value,
}

/// Prints the end of a command, and returns its exit code.
pub(super) fn print(
    console: &Console,
    output: Output,
    command: &str,
    result: Result<Outcome, Failure>,
) -> Exit {
    match (output, result) {
        (Output::Text, Ok(outcome)) => {
            console.diagnostics(&outcome.diagnostics);
            console.data(&outcome.stdout);
            console.say(&outcome.message);
            outcome.exit
        }
        (Output::Text, Err(failure)) => {
            console.diagnostics(&failure.diagnostics);
            failure.exit
        }
        (Output::Json, result) => print_json(console, command, result),
    }
}

fn print_json(console: &Console, command: &str, result: Result<Outcome, Failure>) -> Exit {
    let (exit, status, code, diagnostics, data) = match result {
        Ok(outcome) => {
            let status = if outcome.exit == Exit::Done { "ok" } else { "pending" };
            (outcome.exit, status, None, outcome.diagnostics, outcome.data)
        }
        Err(failure) => {
            let Failure { exit, code, diagnostics, data } = failure;
            (exit, "error", Some(code), diagnostics, data)
        }
    };
    let envelope = Envelope {
        format: FORMAT,
        command,
        status,
        exit_code: exit as u8,
        code,
        diagnostics: &diagnostics,
        data,
    };
    let mut text = serde_json::to_string_pretty(&envelope).expect("an envelope has string keys");
    text.push('\n');
    console.data(&text);
    exit
}
