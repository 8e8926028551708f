//! `completions`: a script for a shell. Made from the arguments themselves, so it knows all of them.

use clap::CommandFactory as _;
use serde_json::json;

use super::args::{Arguments, CompletionsArgs};
use super::envelope::Outcome;

const USAGE: &str = "next: save the script where your shell looks for completions, such as \
                     ~/.local/share/bash-completion/completions/orm-migrate";

/// Runs the command.
pub(super) fn run(arguments: &CompletionsArgs) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "orm-migrate", &mut script);
    let script = String::from_utf8_lossy(&script).into_owned();
    let data = json!({ "shell": arguments.shell.to_string(), "script": script });
    Outcome { stdout: script, ..Outcome::done(&data, USAGE) }
}
