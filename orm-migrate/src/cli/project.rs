//! The configuration and the folder that a command works with.

use std::path::PathBuf;

use super::args::Global;
use super::exit::Exit;
use super::failure::Failure;
use crate::config::Config;
use crate::report::{Diagnostic, shown};

/// The one that was asked for, or the one that rules in the working directory.
pub(super) fn config(global: &Global) -> Result<Config, Failure> {
    if let Some(file) = &global.config {
        return Ok(Config::read(file)?);
    }
    let here = std::env::current_dir().map_err(|error| {
        let diagnostic = Diagnostic::error(format!("the working directory cannot be read: {error}"));
        Failure::new(Exit::Failed, "working_directory", vec![diagnostic])
    })?;
    match &global.project {
        Some(name) => Ok(Config::find_project(&here, name)?),
        None => Ok(Config::find(&here)?),
    }
}

/// The folder of migrations, named from where the command runs.
pub(super) fn migrations_folder(config: &Config) -> PathBuf {
    PathBuf::from(shown(&config.out))
}
