//! `--hints`: answers given ahead, as JSON or in a file of it.

use std::path::Path;

use crate::cli::failure::Failure;
use crate::config::ConfigError;
use crate::diff::RenameHints;
use crate::report::shown;

/// Reads the value of `--hints`; without one there are no answers.
pub(in crate::cli) fn read(argument: Option<&str>) -> Result<RenameHints, Failure> {
    let Some(argument) = argument else { return Ok(RenameHints::default()) };
    if argument.trim_start().starts_with('{') {
        return parse(argument, "--hints");
    }
    let file = Path::new(argument);
    let text = std::fs::read_to_string(file)
        .map_err(|source| ConfigError::Unreadable { file: file.to_owned(), source })?;
    parse(&text, &shown(file))
}

fn parse(text: &str, origin: &str) -> Result<RenameHints, Failure> {
    serde_json::from_str(text).map_err(|error| {
        let message = format!("{origin}:{}:{}: {error}", error.line(), error.column().max(1));
        Failure::usage("hints_invalid", message).with_hint(
            r#"the form is {"rename":["old_table.old=table.new"],"create":["table.column"],"backfill":{"table.column":"0"},"values":{"enum:name.gone":"kept"}}"#,
        )
    })
}
