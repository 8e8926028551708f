//! The command line: arguments in, one `Outcome` or `Failure` out, and one place that prints either.
//!
//! Data goes to stdout, words for people to stderr. With `--output json` stdout holds exactly one envelope, also for an
//! error, and stderr is silent. `docs/formats.md` describes the envelope and the exit codes.

mod args;
mod check;
mod completions;
mod database;
mod down;
mod envelope;
mod exit;
mod export;
mod failure;
mod generate;
mod init;
mod migrate;
mod plan;
mod project;
mod pull;
mod push;
mod source;
mod status;

use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;

use self::args::{Arguments, Command, Output};
use self::envelope::Outcome;
use self::failure::Failure;
use crate::report::Console;

/// Runs the command of the process's arguments and returns its exit code.
pub fn main() -> ExitCode {
    let started = Instant::now();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return args::refuse(&error),
    };
    let console = Console::new(arguments.global.output == Output::Text);
    let result = run(&arguments, &console, started);
    envelope::print(&console, arguments.global.output, arguments.command.name(), result).into()
}

fn run(arguments: &Arguments, console: &Console, started: Instant) -> Result<Outcome, Failure> {
    let global = &arguments.global;
    match &arguments.command {
        Command::Init(init) => init::run(init),
        Command::Generate(generate) => generate::run(&project::config(global)?, generate, console, started),
        Command::Plan(plan) => plan::run(&project::config(global)?, plan),
        Command::Migrate(migrate) => migrate::run(&project::config(global)?, migrate, console),
        Command::Down(down) => down::run(&project::config(global)?, down, console),
        Command::Push(push) => push::run(&project::config(global)?, push, console),
        Command::Pull(pull) => pull::run(global, pull),
        Command::Status(status) => status::run(&project::config(global)?, status),
        Command::Check(check) => check::run(&project::config(global)?, check),
        Command::Export(export) => export::run(&project::config(global)?, export),
        Command::Completions(completions) => Ok(completions::run(completions)),
    }
}
