//! Where the source goes.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use glob::{MatchOptions, Pattern};
use orm_schema::Dialect;

use crate::cli::args::{Global, PullArgs};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::{init, project};
use crate::config::{Config, FILE_NAME, is_pattern};
use crate::report::{Diagnostic, shown};

/// The file for the source, and the configuration that rules there.
pub(super) struct Project {
    pub(super) config: Config,
    /// The text of an `orm.toml` that is still to be written.
    new_config: Option<String>,
    file: PathBuf,
}

impl Project {
    pub(super) fn find(global: &Global, arguments: &PullArgs) -> Result<Self, Failure> {
        let asked = arguments.out.as_ref().map(|folder| folder.join("schema.rs"));
        let (config, new_config) = match (project::config(global), &arguments.database.url) {
            (Ok(config), _) => (config, None),
            // Only a configuration that is not there can be made.
            (Err(failure), Some(url)) if arguments.init && failure.code == "config_not_found" => {
                let Some(dialect) = Dialect::from_url(url) else { return Err(failure) };
                let text = init::config(dialect, asked.as_deref().unwrap_or(Path::new(init::SCHEMA_FILE)));
                let here =
                    std::env::current_dir().map_err(|error| unwritable(Path::new(FILE_NAME), &error))?;
                (Config::of_text(&here.join(FILE_NAME), text.clone())?, Some(text))
            }
            (Err(failure), _) => return Err(failure),
        };
        let named = config.schema.first().filter(|path| is_source_file(path));
        let file = match (asked, named) {
            (Some(file), _) => file,
            (None, Some(path)) => PathBuf::from(shown(&config.root.join(path))),
            (None, None) => {
                return Err(Failure::usage("out_missing", "`schema` in orm.toml names no single file")
                    .with_hint("say where the source goes: `--out src`"));
            }
        };
        if arguments.init && !reads(&config, &file) {
            let message = format!("`schema` in orm.toml does not lead to `{}`", file.display());
            return Err(Failure::usage("out_not_in_schema", message).with_hint(
                "add it there, or pull without `--out`: the first migration has to fit the structs",
            ));
        }
        Ok(Self { config, new_config, file })
    }

    /// Is a file there that may be written over?
    pub(super) fn refuse_overwriting(&self, is_forced: bool) -> Result<bool, Failure> {
        let is_there = self.file.exists();
        if is_there && !is_forced {
            let message = format!("`{}` is there already", self.file.display());
            return Err(Failure::usage("file_exists", message)
                .with_hint("pass `--force` to write in its place, or `--out` for another folder"));
        }
        Ok(is_there)
    }

    /// Writes the source, and the configuration if it is new. Returns what was written.
    pub(super) fn write(&self, source: &str) -> Result<Vec<String>, Failure> {
        let mut files = Vec::new();
        if let Some(text) = &self.new_config {
            fs::write(&self.config.file, text).map_err(|error| unwritable(&self.config.file, &error))?;
            files.push(shown(&self.config.file));
        }
        let folder = self.file.parent().filter(|folder| !folder.as_os_str().is_empty());
        let written = folder.map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&self.file, source));
        written.map_err(|error| unwritable(&self.file, &error))?;
        files.push(self.file.display().to_string());
        Ok(files)
    }
}

/// Does an entry of `schema` name one file that can be written?
fn is_source_file(path: &Path) -> bool {
    !is_pattern(path) && path.extension().is_some_and(|extension| extension == "rs")
}

/// Does an entry of `schema` lead to `file`: by its name, by that of a folder above it, or by a pattern for one of them?
fn reads(config: &Config, file: &Path) -> bool {
    let options = MatchOptions { require_literal_separator: true, ..MatchOptions::new() };
    let file = plain(file);
    config.schema.iter().any(|entry| {
        let entry = plain(&config.root.join(entry));
        let pattern = Pattern::new(&entry.to_string_lossy());
        file.starts_with(&entry)
            || pattern
                .is_ok_and(|pattern| file.ancestors().any(|path| pattern.matches_path_with(path, options)))
    })
}

/// The path from the root, without `.` and `..`; the file need not be there.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).components() {
        if component == Component::ParentDir {
            plain.pop();
        } else {
            plain.push(component);
        }
    }
    plain
}

fn unwritable(file: &Path, error: &io::Error) -> Failure {
    let diagnostic = Diagnostic::error(format!("cannot write `{}`: {error}", file.display()));
    Failure::new(Exit::Failed, "file_unwritable", vec![diagnostic])
}
