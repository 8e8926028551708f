//! What can be typed.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use orm_schema::Dialect;

use super::envelope;
use super::exit::Exit;
use super::failure::Failure;
use crate::report::Console;

/// Schema to SQL migrations: `#[derive(Table)]` structs are the source of truth.
#[derive(Parser)]
#[command(name = "orm-migrate", version, arg_required_else_help = true, after_help = EXIT_CODES)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes: 0 done or nothing to do, 1 failed, 2 usage or configuration, 3 changes pending (check, --check), 4 a decision is \
needed, 5 another migrator is at work, 6 history or files do not match";

#[derive(Args)]
pub(super) struct Global {
    /// The workspace member to work on, when several have an orm.toml
    #[arg(long, global = true, value_name = "NAME")]
    pub(super) project: Option<String>,
    /// The orm.toml to use instead of the nearest one
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "project")]
    pub(super) config: Option<PathBuf>,
    /// For people, or one JSON envelope on stdout
    #[arg(long, global = true, value_enum, default_value_t)]
    pub(super) output: Output,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Output {
    #[default]
    Text,
    Json,
}

#[derive(Subcommand)]
pub(super) enum Command {
    /// Write an orm.toml and a first schema
    Init(InitArgs),
    /// Compare the structs with the last snapshot and write the migration between them
    Generate(GenerateArgs),
    /// Show what each statement of pending migrations does to rows and to other sessions
    Plan(PlanArgs),
    /// Apply pending migrations to the database
    Migrate(MigrateArgs),
    /// Take the newest migration of the database back, or all behind a version
    Down(DownArgs),
    /// Make the database what the structs declare, without a migration: for prototypes
    Push(PushArgs),
    /// Write the structs that declare what the database is
    Pull(PullArgs),
    /// Show which migrations the database has
    Status(StatusArgs),
    /// Check that migrations, lock file, snapshot and structs agree, and the database if asked
    Check(CheckArgs),
    /// Write what clients and people need of the structs: types, JSON Schema, SQL, diagrams
    Export(ExportArgs),
    /// Print a script that completes this command in a shell
    Completions(CompletionsArgs),
}

impl Command {
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Init(_) => "init",
            Self::Generate(_) => "generate",
            Self::Plan(_) => "plan",
            Self::Migrate(_) => "migrate",
            Self::Down(_) => "down",
            Self::Push(_) => "push",
            Self::Pull(_) => "pull",
            Self::Status(_) => "status",
            Self::Check(_) => "check",
            Self::Export(_) => "export",
            Self::Completions(_) => "completions",
        }
    }
}

#[derive(Args)]
pub(super) struct InitArgs {
    /// The database: postgres, mysql or sqlite
    #[arg(long, default_value = "sqlite", value_parser = dialect)]
    pub(super) dialect: Dialect,
}

#[derive(Args)]
#[expect(clippy::struct_excessive_bools, reason = "every flag of the command line is one")]
pub(super) struct GenerateArgs {
    /// A few words for the name of the file; made from the changes otherwise
    #[arg(long, value_name = "WORDS")]
    pub(super) name: Option<String>,
    /// Write a migration without statements, to be filled in by hand
    #[arg(long, conflicts_with = "check")]
    pub(super) empty: bool,
    /// Write nothing; exit with 3 if the migrations lag behind the structs
    #[arg(long)]
    pub(super) check: bool,
    /// What was renamed and what is new: a JSON file, or the JSON itself
    #[arg(long, value_name = "FILE|JSON")]
    pub(super) hints: Option<String>,
    /// Print the SQL instead of writing it
    #[arg(long)]
    pub(super) dry_run: bool,
    /// First enter migrations that were edited by hand in orm.lock
    #[arg(long, conflicts_with_all = ["check", "dry_run"])]
    pub(super) accept_edits: bool,
}

#[derive(Args)]
pub(super) struct PlanArgs {
    /// Only migrations behind this version; all of the folder otherwise, or those that the database does not have
    #[arg(long, value_name = "VERSION")]
    pub(super) after: Option<String>,
    /// Ask the database what is pending and how large the tables are; `--url` alone asks for it too
    #[arg(long)]
    pub(super) database: bool,
    #[command(flatten)]
    pub(super) target: DatabaseArgs,
    /// Exit with 3 if a statement loses data or may fail because of rows
    #[arg(long)]
    pub(super) check: bool,
}

#[derive(Args)]
pub(super) struct MigrateArgs {
    #[command(flatten)]
    pub(super) database: DatabaseArgs,
    /// Stop after this version
    #[arg(long, value_name = "VERSION")]
    pub(super) to: Option<String>,
    /// Print the SQL of pending migrations instead of running it
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Run it although a table loses what the structs cannot declare
    #[arg(long, conflicts_with = "dry_run")]
    pub(super) force: bool,
    /// Write into the database what it is for; `push` refuses one that is for `production`
    #[arg(long, value_name = "NAME", conflicts_with = "dry_run")]
    pub(super) environment: Option<String>,
    /// How long to wait for another migrator
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub(super) lock_timeout: u64,
}

#[derive(Args)]
pub(super) struct DownArgs {
    #[command(flatten)]
    pub(super) database: DatabaseArgs,
    /// Take back all that is newer than this version; `0` takes everything back
    #[arg(long, value_name = "VERSION")]
    pub(super) to: Option<String>,
    /// Print the SQL instead of running it
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Run it although a table loses what the structs cannot declare
    #[arg(long, conflicts_with = "dry_run")]
    pub(super) force: bool,
    /// How long to wait for another migrator
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub(super) lock_timeout: u64,
}

#[derive(Args)]
pub(super) struct PushArgs {
    #[command(flatten)]
    pub(super) database: DatabaseArgs,
    /// Print the SQL instead of running it
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Run it although it loses data, or although the database has a history of migrations
    #[arg(long)]
    pub(super) force: bool,
    /// What was renamed and what is new: a JSON file, or the JSON itself
    #[arg(long, value_name = "FILE|JSON")]
    pub(super) hints: Option<String>,
}

#[derive(Args)]
pub(super) struct PullArgs {
    #[command(flatten)]
    pub(super) database: DatabaseArgs,
    /// The folder for schema.rs, instead of the file that orm.toml names
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Also write an orm.toml, if there is none, and a first migration that the database is told to have already
    #[arg(long)]
    pub(super) init: bool,
    /// Write in the place of a file that is there
    #[arg(long)]
    pub(super) force: bool,
    /// Another schema of PostgreSQL or database of MySQL to read, beside the one of the connection
    #[arg(long, value_name = "NAME")]
    pub(super) schema: Vec<String>,
}

#[derive(Args)]
pub(super) struct StatusArgs {
    #[command(flatten)]
    pub(super) database: DatabaseArgs,
    /// Exit with 3 if the database is not up to date
    #[arg(long)]
    pub(super) check: bool,
}

#[derive(Args)]
pub(super) struct CheckArgs {
    /// Also compare the database with what its migrations make of it; `--url` alone asks for it too
    #[arg(long)]
    pub(super) database: bool,
    #[command(flatten)]
    pub(super) target: DatabaseArgs,
}

#[derive(Args)]
pub(super) struct ExportArgs {
    /// What to write
    #[arg(long, value_enum)]
    pub(super) format: ExportFormat,
    /// The file to write it to, instead of stdout
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    /// Write nothing; exit with 3 if the file is not what the structs say
    #[arg(long, requires = "out")]
    pub(super) check: bool,
    /// The library that hooks are written for: `@tanstack/react-query`
    #[arg(long, value_name = "MODULE")]
    pub(super) hooks: Option<String>,
    /// The module of the exported types, as the queries import it
    #[arg(long, value_name = "MODULE", default_value = "./models")]
    pub(super) models: String,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ExportFormat {
    /// Types of rows, requests and documents
    Typescript,
    /// What can be asked of the routes that `routes!` lists, in TypeScript
    Queries,
    /// Types with their rules, draft 2020-12
    JsonSchema,
    /// The statements that create the whole schema
    Sql,
    /// An entity relationship diagram for Mermaid
    Mermaid,
    /// The schema for dbdiagram.io
    Dbml,
}

#[derive(Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub(super) shell: Shell,
}

#[derive(Args)]
pub(super) struct DatabaseArgs {
    /// The database, instead of the `url` of orm.toml
    #[arg(long, value_name = "URL")]
    pub(super) url: Option<String>,
}

fn dialect(name: &str) -> Result<Dialect, String> {
    Dialect::from_name(name).ok_or_else(|| "expected postgres, mysql or sqlite".to_owned())
}

/// Prints what clap has to say: help and version are no errors, the rest is a wrong use.
pub(super) fn refuse(error: &clap::Error) -> ExitCode {
    let is_help = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    if !is_help && wants_json(std::env::args()) {
        let text = error.render().to_string();
        let message = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
        let failure = Failure::usage("usage", message);
        return envelope::print(&Console::new(false), Output::Json, "", Err(failure)).into();
    }
    // A closed pipe is no reason to fail while printing help.
    let _ = error.print();
    if is_help { Exit::Done.into() } else { Exit::Usage.into() }
}

/// Was JSON asked for, in arguments that could not be understood as a whole?
fn wants_json(arguments: impl Iterator<Item = String>) -> bool {
    let arguments: Vec<String> = arguments.collect();
    arguments.iter().any(|argument| argument == "--output=json")
        || arguments.windows(2).any(|pair| pair[0] == "--output" && pair[1] == "json")
}
