//! `orm.toml`: which database, which source files, which folder.
//!
//! ```toml
//! dialect = "sqlite"                # postgres | mysql | sqlite
//! schema = ["src/schema.rs"]        # files, folders and globs; `mod` is followed
//! out = "migrations"                # the default
//! url = { env = "DATABASE_URL" }    # or a literal; `direct_url` goes before it when a pooler sits in between
//! features = ["audit"]              # features of the crate that are on, for `#[cfg(feature = "..")]`
//! ```
//!
//! Paths are relative to the folder of `orm.toml`, also that of a SQLite file in a literal `url`. A URL of the environment is
//! taken as it is, from the working directory, as the program that is migrated takes it.

mod error;
mod find;
mod read;
mod workspace;

pub use error::{ConfigError, InvalidFile};
pub use workspace::Project;

use std::path::{Path, PathBuf};

use orm_schema::Dialect;

/// The name of the file.
pub const FILE_NAME: &str = "orm.toml";

/// What an `orm.toml` says.
#[derive(Debug, Clone)]
pub struct Config {
    /// The file itself.
    pub file: PathBuf,
    /// Its folder: what the paths in it are relative to.
    pub root: PathBuf,
    /// The database.
    pub dialect: Dialect,
    /// Source files, folders and globs, relative to `root`.
    pub schema: Vec<PathBuf>,
    /// The folder of migrations, with `root` in front.
    pub out: PathBuf,
    /// Where the database is.
    pub url: Option<UrlSource>,
    /// Where the database is when `url` leads to a pooler, which cannot run migrations.
    pub direct_url: Option<UrlSource>,
    /// Features of the crate that are on.
    pub features: Vec<String>,
    text: String,
    schema_spans: Vec<std::ops::Range<usize>>,
}

/// Where a connection URL comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UrlSource {
    /// It is in the file.
    Literal(String),
    /// It is in the environment variable of that name, or in `.env`.
    Env(String),
}

impl Config {
    /// The configuration that rules in the folder `start`: the nearest `orm.toml` upward. In a Cargo workspace without
    /// one of its own it is that of the only member that has one.
    ///
    /// # Errors
    /// None is found, several members have one, or the file cannot be read or understood.
    pub fn find(start: &Path) -> Result<Self, ConfigError> {
        Self::read(&find::file(start)?)
    }

    /// The configuration of the workspace member `name` (package name or folder), seen from the folder `start`.
    ///
    /// # Errors
    /// As [`Config::find`], or no member has that name.
    pub fn find_project(start: &Path, name: &str) -> Result<Self, ConfigError> {
        Self::read(&find::project_file(start, name)?)
    }

    /// Reads that file.
    ///
    /// # Errors
    /// The file cannot be read, or says something that is not understood.
    pub fn read(file: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(file)
            .map_err(|source| ConfigError::Unreadable { file: file.to_owned(), source })?;
        read::config(file, text)
    }

    /// The configuration that `text` would be as the file `file`, which need not be there yet.
    ///
    /// # Errors
    /// It says something that is not understood.
    pub fn of_text(file: &Path, text: String) -> Result<Self, ConfigError> {
        read::config(file, text)
    }

    /// Makes sure that every entry of `schema` leads to something. Only who reads source needs it: applying migrations
    /// works where the source is not.
    ///
    /// # Errors
    /// Names the first entry that leads nowhere.
    pub fn check_schema_paths(&self) -> Result<(), ConfigError> {
        for (path, span) in self.schema.iter().zip(&self.schema_spans) {
            if let Some(message) = self.missing(path) {
                let hint = "paths are relative to the folder of orm.toml".to_owned();
                let invalid = InvalidFile::new(&self.file, &self.text, span.clone(), message);
                return Err(invalid.with_hint(hint).into());
            }
        }
        Ok(())
    }

    /// Why an entry of `schema` leads nowhere.
    fn missing(&self, path: &Path) -> Option<String> {
        let shown = path.display();
        let pattern = self.root.join(path);
        if !is_pattern(path) {
            return (!pattern.exists()).then(|| format!("there is no schema file `{shown}`"));
        }
        match glob::glob(&pattern.to_string_lossy()) {
            Ok(mut matches) => matches.next().is_none().then(|| format!("no file matches `{shown}`")),
            Err(error) => Some(format!("`{shown}` is no pattern: {}", error.msg)),
        }
    }
}

/// Does an entry of `schema` stand for all files that match it?
pub(crate) fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '['])
}

#[cfg(test)]
mod tests;
