//! The exporter for build scripts: writes the schema of an app while it is built, and warns when its migrations lag behind.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::config::{Config, ConfigError, FILE_NAME};
use crate::folder::Folder;
use crate::snapshot;
use crate::source::{self, Diagnostics, Request, Source};

/// The file in `OUT_DIR` that holds the snapshot.
const SNAPSHOT_FILE: &str = "orm-schema.json";

/// Why nothing could be exported.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// Called outside a build script.
    #[error("the environment variable `{0}` is not set; `orm_migrate::export` is called from `build.rs`")]
    NoBuildScript(&'static str),
    /// `orm.toml` is missing or wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The snapshot cannot be written.
    #[error("cannot write `{}`: {source}", path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// Exports the schema of the package that is being built. To be called from `build.rs`:
///
/// ```no_run
/// fn main() -> Result<(), orm_migrate::ExportError> {
///     orm_migrate::export()
/// }
/// ```
///
/// Writes the snapshot to `$OUT_DIR/orm-schema.json`, sets `ORM_SCHEMA_HASH` for `env!("ORM_SCHEMA_HASH")`, and warns
/// through Cargo when the newest migration leads to another schema. What is wrong in the source is a warning too, with the
/// hash left empty: the compiler is about to say it better, on the same lines.
///
/// # Errors
/// It is no build script that calls, `orm.toml` is missing or wrong, or the snapshot cannot be written.
pub fn export() -> Result<(), ExportError> {
    let variable = |name| std::env::var_os(name).map(PathBuf::from).ok_or(ExportError::NoBuildScript(name));
    let lines = run(&variable("CARGO_MANIFEST_DIR")?, &variable("OUT_DIR")?)?;
    // Cargo reads these lines from the script's output; when nobody does, there is nobody to tell.
    let _ = std::io::stdout()
        .write_all(lines.join("\n").as_bytes())
        .and_then(|()| std::io::stdout().write_all(b"\n"));
    Ok(())
}

/// Exports the schema of the package in `package` to `out`; the lines are for Cargo.
fn run(package: &Path, out: &Path) -> Result<Vec<String>, ExportError> {
    let config = Config::find(package)?;
    let request = Request::from(&config);
    let mut lines = vec![
        format!("cargo:rerun-if-changed={}", config.root.join(FILE_NAME).display()),
        format!("cargo:rerun-if-changed={}", config.out.display()),
    ];
    let hash = match source::read(&request) {
        Ok(source) => {
            lines.extend(watched(&config, &source.files));
            Some(write(&config, &source, out, &mut lines)?)
        }
        Err(diagnostics) => {
            lines.extend(watched(&config, &source::files(&request)));
            lines.extend(warnings(&diagnostics));
            None
        }
    };
    lines.push(format!("cargo:rustc-env=ORM_SCHEMA_HASH={}", hash.unwrap_or_default()));
    Ok(lines)
}

/// Writes the snapshot and compares it with the migrations. Returns its hash.
fn write(
    config: &Config,
    source: &Source,
    out: &Path,
    lines: &mut Vec<String>,
) -> Result<String, ExportError> {
    let path = out.join(SNAPSHOT_FILE);
    std::fs::write(&path, snapshot::to_json(&source.schema, config.dialect))
        .map_err(|source| ExportError::Unwritable { path, source })?;
    let found = Folder::read(&config.out)
        .and_then(|folder| Ok((folder.schema_hash(), folder.hash_of(&source.schema, config.dialect)?)));
    let hash = match found {
        Ok((recorded, hash)) => {
            let is_behind = recorded.map_or(!source.schema.tables.is_empty(), |recorded| recorded != hash);
            if is_behind {
                lines.push(warning("the migrations lag behind the schema; run `orm-migrate generate`"));
            }
            hash
        }
        Err(error) => {
            lines.push(warning(&error.to_string()));
            snapshot::hash(&source.schema, config.dialect)
        }
    };
    Ok(hash.to_string())
}

/// Cargo runs the script again when one of these changes: the files read, and the paths named, which may gain files.
fn watched(config: &Config, files: &[PathBuf]) -> Vec<String> {
    let named = config.schema.iter().map(|path| config.root.join(path)).filter(|path| path.exists());
    let mut paths: Vec<PathBuf> = named.chain(files.iter().cloned()).collect();
    paths.sort();
    paths.dedup();
    paths.iter().map(|path| format!("cargo:rerun-if-changed={}", path.display())).collect()
}

fn warnings(diagnostics: &Diagnostics) -> impl Iterator<Item = String> {
    diagnostics.list().iter().map(|diagnostic| match &diagnostic.location {
        Some(place) => {
            warning(&format!("{}:{}:{}: {}", place.file, place.line, place.column, diagnostic.message))
        }
        None => warning(&diagnostic.message),
    })
}

/// A warning is one line.
fn warning(text: &str) -> String {
    format!("cargo:warning={}", text.replace('\n', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str =
        "#[derive(Table)]\n#[table(name = \"users\")]\nstruct User { #[column(primary_key)] id: i32 }\n";

    /// Exports a package with this schema; the lines that are about no path.
    fn exported(schema: &str) -> (tempfile::TempDir, Vec<String>) {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("orm.toml"), "dialect = \"sqlite\"\nschema = [\"schema.rs\"]\n")
            .expect("written");
        std::fs::write(folder.path().join("schema.rs"), schema).expect("written");
        let lines = run(folder.path(), folder.path()).expect("exported");
        let lines = lines.into_iter().filter(|line| !line.starts_with("cargo:rerun-if-changed")).collect();
        (folder, lines)
    }

    #[test]
    fn a_schema_without_migrations_is_written_and_warned_about() {
        let (folder, lines) = exported(TABLE);
        assert_eq!(
            lines[0],
            "cargo:warning=the migrations lag behind the schema; run `orm-migrate generate`"
        );
        let hash = lines[1].strip_prefix("cargo:rustc-env=ORM_SCHEMA_HASH=").expect("the hash");
        assert_eq!(hash.len(), 64);
        let snapshot = std::fs::read_to_string(folder.path().join(SNAPSHOT_FILE)).expect("a snapshot");
        assert!(snapshot.contains(hash), "{snapshot}");
    }

    #[test]
    fn what_is_wrong_is_a_warning_with_its_place() {
        let (_folder, lines) = exported("#[derive(Table)]\nstruct User { id: Unknown }\n");
        assert_eq!(
            lines,
            [
                "cargo:warning=schema.rs:2:19: how is `Unknown` stored? no type of this name is known",
                "cargo:rustc-env=ORM_SCHEMA_HASH=",
            ]
        );
    }

    #[test]
    fn a_package_without_configuration_is_an_error() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(matches!(run(folder.path(), folder.path()), Err(ExportError::Config(_))));
    }
}
