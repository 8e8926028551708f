//! `init`: an `orm.toml` and a first schema.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use orm_schema::Dialect;
use serde_json::json;

use super::args::InitArgs;
use super::envelope::Outcome;
use super::exit::Exit;
use super::failure::Failure;
use crate::config::FILE_NAME;
use crate::report::Diagnostic;

/// Where the structs are when nobody says otherwise.
pub(super) const SCHEMA_FILE: &str = "src/schema.rs";

const SCHEMA: &str = r#"//! The schema: the single source of truth for the database.

use orm_core::prelude::*;

#[derive(Table, Debug, Clone)]
#[table(name = "users")]
pub struct User {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(varchar = 255, unique)]
    pub email: String,
    pub name: String,
}
"#;

/// Writes both files into the working directory. A schema that is there already is kept; an `orm.toml` is an error.
pub(super) fn run(arguments: &InitArgs) -> Result<Outcome, Failure> {
    write_new(Path::new(FILE_NAME), &config(arguments.dialect, Path::new(SCHEMA_FILE)))
        .map_err(|error| refused(FILE_NAME, &error))?;
    let mut files = vec![FILE_NAME];
    match write_new(Path::new(SCHEMA_FILE), SCHEMA) {
        Ok(()) => files.push(SCHEMA_FILE),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => {
            // The command does all or nothing.
            let _ = fs::remove_file(FILE_NAME);
            return Err(refused(SCHEMA_FILE, &error));
        }
    }
    let mut outcome = Outcome::done(
        &json!({ "files": files }),
        format!(
            "wrote {}\nnext: add `mod schema;` to your crate, edit {SCHEMA_FILE}, and run `orm-migrate generate`",
            files.join(" and ")
        ),
    );
    outcome.stdout = files.iter().flat_map(|file| [*file, "\n"]).collect();
    Ok(outcome)
}

/// The text of a first orm.toml for the structs in the file `schema`.
pub(super) fn config(dialect: Dialect, schema: &Path) -> String {
    let url = match dialect {
        Dialect::Sqlite => r#"url = "sqlite://app.db?mode=rwc"            # or { env = "DATABASE_URL" }"#,
        Dialect::Postgres | Dialect::Mysql => r#"url = { env = "DATABASE_URL" }              # .env is read"#,
    };
    let (dialect, schema) = (dialect.name(), schema.display().to_string());
    format!(
        "dialect = \"{dialect}\"\nschema = [{schema:?}]                 # files, folders and globs; `mod` is followed\n\
         out = \"migrations\"\n{url}\n"
    )
}

/// Writes a file that is not there yet, with the folders above it.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
}

fn refused(file: &str, error: &io::Error) -> Failure {
    if error.kind() == io::ErrorKind::AlreadyExists {
        return Failure::usage("already_initialised", format!("`{file}` is there already"))
            .with_hint("edit it, or run `init` in another folder");
    }
    let diagnostic = Diagnostic::error(format!("cannot write `{file}`: {error}"));
    Failure::new(Exit::Failed, "file_unwritable", vec![diagnostic])
}
