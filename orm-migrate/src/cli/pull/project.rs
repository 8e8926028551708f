//! Where the source goes.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use orm_schema::Dialect;

use crate::cli::args::{Global, PullArgs};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::{init, project};
use crate::config::{Config, FILE_NAME};
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
        let (config, new_config) = match (project::config(global), &arguments.database.url) {
            (Ok(config), _) => (config, None),
            // Only a configuration that is not there can be made.
            (Err(failure), Some(url)) if arguments.init && failure.code == "config_not_found" => {
                let Some(dialect) = Dialect::from_url(url) else { return Err(failure) };
                let text = init::config(dialect);
                let here =
                    std::env::current_dir().map_err(|error| unwritable(Path::new(FILE_NAME), &error))?;
                (Config::of_text(&here.join(FILE_NAME), text.clone())?, Some(text))
            }
            (Err(failure), _) => return Err(failure),
        };
        let named =
            config.schema.first().filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
        let file = match (&arguments.out, named) {
            (Some(folder), _) => folder.join("schema.rs"),
            (None, Some(path)) => PathBuf::from(shown(&config.root.join(path))),
            (None, None) => {
                return Err(Failure::usage("out_missing", "`schema` in orm.toml names no single file")
                    .with_hint("say where the source goes: `--out src`"));
            }
        };
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

fn unwritable(file: &Path, error: &io::Error) -> Failure {
    let diagnostic = Diagnostic::error(format!("cannot write `{}`: {error}", file.display()));
    Failure::new(Exit::Failed, "file_unwritable", vec![diagnostic])
}
