//! Schema to SQL migrations, and the runner that applies them.
//!
//! Features: `exporter` reads source (syn, no sqlx, no clap) and is what a build script uses; `runner` applies migrations at
//! start-up (sqlx, no syn, no clap); `cli` is the command line tool with everything.

pub mod checksum;
#[cfg(feature = "exporter")]
pub mod config;
pub mod dialect;
pub mod diff;
pub mod folder;
pub mod hazard;
pub mod snapshot;
