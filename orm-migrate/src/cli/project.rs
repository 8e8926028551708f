//! The configuration that a command works with.

use super::args::Global;
use super::exit::Exit;
use super::failure::Failure;
use crate::config::Config;
use crate::report::Diagnostic;

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
