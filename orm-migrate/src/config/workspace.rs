//! The projects of a Cargo workspace: its root package and its members, as far as they have an `orm.toml`.

use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

use super::{ConfigError, FILE_NAME, InvalidFile};

/// A package with an `orm.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// The name of the package.
    pub name: String,
    /// Its folder, relative to the workspace.
    pub folder: PathBuf,
    /// Its `orm.toml`.
    pub file: PathBuf,
}

/// The names of `projects`, for a sentence.
pub(super) fn names(projects: &[Project]) -> String {
    projects.iter().map(|project| format!("`{}`", project.name)).collect::<Vec<_>>().join(", ")
}

/// The projects of the workspace whose root is `folder`, by name; `None` if it is no root of a workspace.
pub(super) fn projects(folder: &Path) -> Result<Option<Vec<Project>>, ConfigError> {
    let manifest = folder.join("Cargo.toml");
    let Ok(text) = std::fs::read_to_string(&manifest) else {
        return Ok(None);
    };
    let table = DeTable::parse(&text).map_err(|error| InvalidFile::from_toml(&manifest, &text, &error))?;
    let Some(workspace) =
        table.get_ref().get("workspace").and_then(|workspace| workspace.get_ref().as_table())
    else {
        return Ok(None);
    };
    let mut excluded = Vec::new();
    for path in strings(workspace, "exclude") {
        excluded.push(folder.join(path));
    }
    let mut folders = vec![folder.to_owned()];
    for pattern in strings(workspace, "members") {
        let pattern = folder.join(pattern);
        // Cargo itself complains about patterns that make no sense; what it would not find, we do not find either.
        let matches = glob::glob(&pattern.to_string_lossy()).into_iter().flatten();
        folders.extend(matches.filter_map(Result::ok));
    }
    folders.retain(|member| !excluded.contains(member));
    let mut projects: Vec<Project> = folders.iter().filter_map(|member| project(folder, member)).collect();
    projects.sort_by(|a, b| (&a.name, &a.folder).cmp(&(&b.name, &b.folder)));
    projects.dedup();
    Ok(Some(projects))
}

/// The strings of a list of the `[workspace]` table.
fn strings<'a>(workspace: &'a DeTable<'_>, key: &str) -> impl Iterator<Item = &'a str> {
    let list = workspace.get(key).and_then(|list| list.get_ref().as_array());
    list.into_iter().flat_map(|list| list.iter()).filter_map(|item| item.get_ref().as_str())
}

fn project(workspace: &Path, member: &Path) -> Option<Project> {
    let file = member.join(FILE_NAME);
    if !file.is_file() {
        return None;
    }
    let folder = member.strip_prefix(workspace).unwrap_or(member).to_owned();
    let name = package_name(member).unwrap_or_else(|| folder.to_string_lossy().into_owned());
    Some(Project { name, folder, file })
}

fn package_name(member: &Path) -> Option<String> {
    let text = std::fs::read_to_string(member.join("Cargo.toml")).ok()?;
    let table = DeTable::parse(&text).ok()?;
    let package = table.get_ref().get("package")?.get_ref().as_table()?;
    package.get("name").map(toml::Spanned::get_ref).and_then(DeValue::as_str).map(str::to_owned)
}
