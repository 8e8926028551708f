//! Where the sources are, and what cargo built from them.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde::Deserialize;

/// The root of the workspace.
///
/// # Panics
/// When this package is not in the workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package is a folder of the workspace")
}

/// The libraries and programs that cargo built, as this package sees them.
#[derive(Debug)]
pub struct Artifacts {
    libraries: BTreeMap<String, Library>,
    programs: BTreeMap<String, PathBuf>,
}

#[derive(Debug)]
struct Library {
    path: PathBuf,
    features: usize,
}

impl Artifacts {
    /// Builds what is not up to date, once per process. Under `scripts/test` everything is.
    pub fn get() -> &'static Self {
        static ARTIFACTS: OnceLock<Artifacts> = OnceLock::new();
        ARTIFACTS.get_or_init(Self::build)
    }

    fn build() -> Self {
        let output = Command::new(env!("CARGO"))
            .args([
                "build",
                "--quiet",
                "--message-format=json",
                "--package=orm-tests",
                "--package=orm-migrate",
            ])
            .current_dir(root())
            .stderr(Stdio::inherit())
            .output()
            .expect("cargo can be run");
        assert!(output.status.success(), "`cargo build` failed");

        let mut artifacts = Self { libraries: BTreeMap::new(), programs: BTreeMap::new() };
        for line in output.stdout.split(|byte| *byte == b'\n') {
            if let Ok(message) = serde_json::from_slice::<Message>(line) {
                artifacts.add(message);
            }
        }
        artifacts
    }

    fn add(&mut self, Message { target, filenames, executable, features }: Message) {
        if let Some(program) = executable {
            self.programs.insert(target.name, program);
            return;
        }
        let Some(path) = filenames.into_iter().find(|path| is_library(path)) else { return };
        let library = Library { path, features: features.len() };
        // A library that build scripts use too may be there twice. The one with more features is ours: this package turns
        // on everything that the workspace uses.
        let name = target.name.replace('-', "_");
        if self.libraries.get(&name).is_none_or(|other| other.features <= library.features) {
            self.libraries.insert(name, library);
        }
    }

    /// The compiled library of a crate.
    ///
    /// # Panics
    /// When no package of the workspace depends on that crate.
    pub fn library(&self, name: &str) -> &Path {
        &self.libraries.get(name).unwrap_or_else(|| panic!("cargo built no library `{name}`")).path
    }

    /// The folder with the libraries of all dependencies.
    ///
    /// # Panics
    /// Never: a library is a file in a folder.
    pub fn dependencies(&self) -> &Path {
        self.library("serde").parent().expect("a library is in a folder")
    }

    /// The program of that name.
    ///
    /// # Panics
    /// When there is none.
    pub fn program(&self, name: &str) -> &Path {
        self.programs.get(name).unwrap_or_else(|| panic!("cargo built no program `{name}`"))
    }
}

fn is_library(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rlib" || extension == env::consts::DLL_EXTENSION)
}

/// A `compiler-artifact` message of cargo; other messages do not have these fields.
#[derive(Deserialize)]
struct Message {
    target: Target,
    filenames: Vec<PathBuf>,
    executable: Option<PathBuf>,
    features: Vec<String>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}
