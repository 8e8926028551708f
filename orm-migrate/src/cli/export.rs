//! `export`: what is made of the structs beside migrations. Needs neither a database nor a compiler.

use std::path::Path;

use serde::Serialize;

use super::args::{ExportArgs, ExportFormat};
use super::envelope::Outcome;
use super::exit::Exit;
use super::failure::Failure;
use super::source::{self, SchemaSource};
use crate::config::Config;
use crate::export::{Format, Queries};
use crate::report::Diagnostic;

/// What a program learns from `export`.
#[derive(Serialize)]
struct ExportReport<'a> {
    /// The file, if one was named.
    file: Option<String>,
    /// Was it written, or would it be?
    changed: bool,
    written: bool,
    /// The text, if no file was named.
    text: Option<&'a str>,
}

/// Runs the command.
pub(super) fn run(config: &Config, arguments: &ExportArgs) -> Result<Outcome, Failure> {
    let text = text(config, arguments)?;
    let Some(file) = &arguments.out else {
        let report = ExportReport { file: None, changed: false, written: false, text: Some(&text) };
        let outcome = Outcome::done(&report, "");
        return Ok(Outcome { stdout: text, ..outcome });
    };
    let known = std::fs::read_to_string(file).ok();
    // A checkout on Windows may have other line ends.
    let is_same = known.is_some_and(|known| known.replace("\r\n", "\n") == text);
    let shown = file.display().to_string();
    let written = !is_same && !arguments.check;
    if written {
        write(file, &text)?;
    }
    let (exit, message) = match (is_same, arguments.check) {
        (true, _) => (Exit::Done, format!("{shown} is current")),
        (false, true) => {
            (Exit::Pending, format!("{shown} is not what the structs say: `orm-migrate export` writes it"))
        }
        (false, false) => (Exit::Done, format!("wrote {shown}")),
    };
    let report = ExportReport { file: Some(shown), changed: !is_same, written, text: None };
    Ok(Outcome { exit, ..Outcome::done(&report, message) })
}

fn text(config: &Config, arguments: &ExportArgs) -> Result<String, Failure> {
    let format = match arguments.format {
        ExportFormat::Queries => return queries(config, arguments),
        ExportFormat::Typescript => Format::TypeScript,
        ExportFormat::JsonSchema => Format::JsonSchema,
        ExportFormat::Sql => Format::Sql,
        ExportFormat::Mermaid => Format::Mermaid,
        ExportFormat::Dbml => Format::Dbml,
    };
    let source = SchemaSource::read_for_export(config, format.has_models())?;
    format.text(source.source(), config.dialect).map_err(|error| {
        Failure::new(Exit::Usage, "schema_invalid", vec![Diagnostic::error(error.to_string())])
    })
}

fn queries(config: &Config, arguments: &ExportArgs) -> Result<String, Failure> {
    let source = SchemaSource::read_for_export(config, true)?;
    let queries = Queries { models: arguments.models.clone(), hooks: arguments.hooks.clone() };
    queries
        .text(source.source())
        .map_err(|diagnostics| source::failure(config, "routes_invalid", &diagnostics))
}

fn write(file: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(file, text).map_err(|error| {
        let message = format!("`{}` cannot be written: {error}", file.display());
        Failure::new(Exit::Failed, "file_unwritable", vec![Diagnostic::error(message)])
    })
}
