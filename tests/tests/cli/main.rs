//! The programs as a person or a script meets them: stdout, stderr, exit code.

mod bad_config;
mod bad_database;
mod bad_folder;
mod bad_schema;
mod check;
mod decisions;
mod down;
mod export;
mod generate;
mod init;
mod json;
mod migrate;
mod opaque_way_back;
mod overloads;
mod plan;
mod pooler;
mod project;
mod pull;
mod push;
mod push_renamed;
mod reading_beside_changes;
mod rights;
mod without_locks;

use std::path::Path;

use orm_tests::project::{Project, Run};

/// A table, as most projects here begin.
const USERS: &str = r#"
#[derive(Table)]
#[table(name = "users")]
pub struct User {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    pub name: String,
}
"#;

/// What a run printed without what differs from run to run: time stamps and durations.
fn stable(text: &str) -> String {
    let mut stable = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        stable.push_str(&rest[..start]);
        let number = &rest[start..];
        let end = number.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(number.len());
        // A point behind it belongs to what follows.
        let end = number[..end].trim_end_matches('.').len();
        let (number, after) = number.split_at(end);
        stable.push_str(match (number.len(), after.starts_with(" ms")) {
            (14, _) => "<version>",
            (_, true) => "<n>",
            (_, false) => number,
        });
        rest = after;
    }
    stable + rest
}

/// Runs a command that is expected to do nothing but complain, and returns what it says.
#[track_caller]
fn complaint(project: &Project, arguments: &[&str], code: i32) -> String {
    let Run { stdout, stderr, .. } = project.run(arguments).exits_with(code);
    assert_eq!(stdout, "");
    stable(&stderr)
}

/// The migrations of a project, by name.
fn migrations(project: &Project) -> Vec<String> {
    let is_sql = |file: &String| Path::new(file).extension().is_some_and(|extension| extension == "sql");
    let is_way_back = |file: &String| file.starts_with("migrations/down/");
    project.files("migrations").into_iter().filter(|file| is_sql(file) && !is_way_back(file)).collect()
}
