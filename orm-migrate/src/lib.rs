//! Schema to SQL migrations, and the runner that applies them.
//!
//! Features: `exporter` reads source (syn, no sqlx, no clap) and is what a build script uses; `runner` applies migrations at
//! start-up (sqlx, no syn, no clap); `introspect` reads a live database; `cli` is the command line tool with everything.

pub mod checksum;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "exporter")]
pub mod config;
pub mod dialect;
pub mod diff;
#[cfg(feature = "exporter")]
mod export;
pub mod folder;
pub mod hazard;
#[cfg(feature = "runner")]
pub mod introspect;
#[cfg(feature = "cli")]
mod prompt;
#[cfg(all(feature = "introspect", feature = "exporter"))]
pub mod pull;
#[cfg(feature = "cli")]
mod report;
#[cfg(feature = "runner")]
pub mod risk;
#[cfg(feature = "runner")]
pub mod runner;
pub mod snapshot;
#[cfg(feature = "exporter")]
pub mod source;
pub mod way_back;

#[cfg(feature = "exporter")]
pub use export::{ExportError, Format as ExportFormat, Queries as ExportQueries, export};

#[cfg(feature = "runner")]
pub use orm_derive::embed_migrations;
#[cfg(feature = "runner")]
pub use runner::{Migrations, Migrator, check_schema, migrate, status};
