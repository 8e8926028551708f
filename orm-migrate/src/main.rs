//! The command line tool.

use std::process::ExitCode;

fn main() -> ExitCode {
    orm_migrate::cli::main()
}
