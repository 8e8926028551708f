//! A temporary project in which to run `orm-migrate`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::workspace::Artifacts;

/// A folder with an `orm.toml`, sources, and whatever a test makes of them. It is gone when this is dropped.
#[derive(Debug)]
pub struct Project {
    folder: TempDir,
}

impl Default for Project {
    fn default() -> Self {
        Self::new()
    }
}

impl Project {
    /// An empty folder.
    ///
    /// # Panics
    /// When no temporary folder can be made.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder can be made") }
    }

    /// A project for an embedded database in `app.db`, with `schema` as its only source file.
    pub fn sqlite(schema: &str) -> Self {
        Self::with_database("sqlite", "sqlite://app.db?mode=rwc", schema)
    }

    /// A project for the database at `url`, with `schema` as its only source file.
    pub fn with_database(dialect: &str, url: &str, schema: &str) -> Self {
        let project = Self::new();
        let config = format!(
            "dialect = \"{dialect}\"\nschema = [\"src/schema.rs\"]\nout = \"migrations\"\nurl = \"{url}\"\n"
        );
        project.write("orm.toml", &config);
        project.write("src/schema.rs", schema);
        project
    }

    /// The path of a file or folder of the project.
    pub fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(relative)
    }

    /// Writes a file, with the folders above it.
    ///
    /// # Panics
    /// When it cannot be written.
    pub fn write(&self, relative: &str, text: &str) {
        let path = self.path(relative);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("its folder can be made");
        fs::write(&path, text).unwrap_or_else(|error| panic!("{relative}: {error}"));
    }

    /// The text of a file.
    ///
    /// # Panics
    /// When it cannot be read.
    pub fn read(&self, relative: &str) -> String {
        fs::read_to_string(self.path(relative)).unwrap_or_else(|error| panic!("{relative}: {error}"))
    }

    /// The files below a folder, relative to the project, sorted; none when there is no such folder.
    pub fn files(&self, relative: &str) -> Vec<String> {
        let mut files = Vec::new();
        list(&self.path(relative), self.folder.path(), &mut files);
        files.sort();
        files
    }

    /// Runs `orm-migrate` in the project. Standard input is not a terminal.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, &[])
    }

    /// Runs `orm-migrate` in the project with environment variables.
    ///
    /// # Panics
    /// When the program cannot be started.
    pub fn run_with(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
        let output = self
            .command(arguments)
            .envs(environment.iter().copied())
            .output()
            .expect("orm-migrate can be run");
        Run {
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            code: output.status.code(),
        }
    }

    /// The command that [`Project::run`] runs, for a test that wants to hold the process.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(Artifacts::get().program("orm-migrate"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env_remove("DATABASE_URL")
            .env("NO_COLOR", "1");
        command
    }
}

fn list(folder: &Path, root: &Path, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            list(&path, root, files);
        } else if let Ok(relative) = path.strip_prefix(root) {
            files.push(relative.display().to_string());
        }
    }
}

/// What a program said, and how it ended.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    /// Its data.
    pub stdout: String,
    /// Its words to people.
    pub stderr: String,
    /// Its exit code; `None` if a signal ended it.
    pub code: Option<i32>,
}

impl Run {
    /// Returns itself if the exit code is `code`.
    ///
    /// # Panics
    /// When it is another one.
    #[track_caller]
    #[expect(
        clippy::return_self_not_must_use,
        reason = "often the exit code is all that a test wants to know"
    )]
    pub fn exits_with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }
}
