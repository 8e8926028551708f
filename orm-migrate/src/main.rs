//! The command line tool.

use std::process::ExitCode;

/// Most of what `generate` does is to make and drop small values: a third of its time with the allocator of glibc.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    orm_migrate::cli::main()
}
