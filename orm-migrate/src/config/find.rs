//! Looks for the `orm.toml` that rules in a folder.

use std::path::{Path, PathBuf};

use super::workspace::{self, Project};
use super::{ConfigError, FILE_NAME};

/// The nearest file upward from `start`; at the root of a workspace without one, that of its only project.
pub(super) fn file(start: &Path) -> Result<PathBuf, ConfigError> {
    for folder in start.ancestors() {
        let file = folder.join(FILE_NAME);
        if file.is_file() {
            return Ok(file);
        }
        let Some(projects) = workspace::projects(folder)? else {
            continue;
        };
        match <[Project; 1]>::try_from(projects) {
            Ok([only]) => return Ok(only.file),
            Err(projects) if projects.is_empty() => {}
            Err(projects) => return Err(ConfigError::Several { projects }),
        }
    }
    Err(ConfigError::NotFound { start: start.to_owned() })
}

/// The file of the project `name` of the workspace around `start`.
pub(super) fn project_file(start: &Path, name: &str) -> Result<PathBuf, ConfigError> {
    let mut projects = Vec::new();
    for folder in start.ancestors() {
        if let Some(found) = workspace::projects(folder)? {
            projects = found;
            break;
        }
    }
    let of_name = |project: &&Project| project.name == name || project.folder == Path::new(name);
    match projects.iter().find(of_name) {
        Some(project) => Ok(project.file.clone()),
        None => Err(ConfigError::UnknownProject { name: name.to_owned(), projects }),
    }
}
