//! Why there is no configuration.

use std::fmt;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::workspace::{Project, names};

/// A configuration that cannot be found, read or understood.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// Neither `start`, nor a folder above it, nor a member of the workspace has an `orm.toml`.
    #[error("no `orm.toml` in `{}` or above it", start.display())]
    NotFound {
        /// Where the search began.
        start: PathBuf,
    },
    /// Several members of the workspace have one.
    #[error("the workspace has several projects: {}", names(projects))]
    Several {
        /// All of them.
        projects: Vec<Project>,
    },
    /// No project has the name asked for.
    #[error("there is no project `{name}`")]
    UnknownProject {
        /// The name asked for.
        name: String,
        /// Those that exist.
        projects: Vec<Project>,
    },
    /// The file cannot be read.
    #[error("cannot read `{}`: {source}", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file says something that is not understood.
    #[error(transparent)]
    Invalid(#[from] Box<InvalidFile>),
}

impl ConfigError {
    /// The way out, when there is one to name.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::NotFound { .. } => Some("`orm-migrate init` writes one".to_owned()),
            Self::Several { projects } => {
                Some(format!("pass `--project {}`, or run it in the folder of one", projects.first()?.name))
            }
            Self::UnknownProject { projects, .. } if projects.is_empty() => {
                Some("`--project` takes the name of a workspace member that has an `orm.toml`".to_owned())
            }
            Self::UnknownProject { projects, .. } => Some(format!("there are {}", names(projects))),
            Self::Unreadable { .. } => None,
            Self::Invalid(invalid) => invalid.hint.clone(),
        }
    }
}

/// A place in a TOML file that is not understood.
#[derive(Debug)]
pub struct InvalidFile {
    /// The file.
    pub file: PathBuf,
    /// Its text.
    pub text: String,
    /// The bytes of the text that are meant.
    pub span: Range<usize>,
    /// What is wrong with them.
    pub message: String,
    /// The way out.
    pub hint: Option<String>,
}

impl InvalidFile {
    pub(super) fn new(file: &Path, text: &str, span: Range<usize>, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), text: text.to_owned(), span, message: message.into(), hint: None }
    }

    pub(super) fn from_toml(file: &Path, text: &str, error: &toml::de::Error) -> Self {
        Self::new(file, text, error.span().unwrap_or(0..0), error.message())
    }

    pub(super) fn with_hint(mut self, hint: impl Into<Option<String>>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Line and column of the place, counted from 1; columns count characters.
    pub fn position(&self) -> (usize, usize) {
        let before = self.text.get(..self.span.start).unwrap_or(&self.text);
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

impl fmt::Display for InvalidFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.position();
        write!(f, "{}:{line}:{column}: {}", self.file.display(), self.message)
    }
}

impl std::error::Error for InvalidFile {}

impl From<InvalidFile> for ConfigError {
    fn from(invalid: InvalidFile) -> Self {
        Self::Invalid(Box::new(invalid))
    }
}
