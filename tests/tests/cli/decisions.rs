//! What only a person can decide, where nobody can be asked.

use orm_tests::project::Project;

use crate::{USERS, migrations};

fn renamed() -> Project {
    let project = Project::sqlite(USERS);
    project.run(&["generate"]).exits_with(0);
    project.write("src/schema.rs", &USERS.replace("pub name", "pub full_name"));
    project
}

/// The JSON of the hint line that begins with `start`.
fn hint(stderr: &str, start: &str) -> String {
    let line = stderr.lines().find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("{stderr}"));
    line.split('\'').nth(1).expect("the hint is quoted").to_owned()
}

#[test]
fn a_rename_is_asked_for_with_the_exact_answer_to_pass() {
    let project = renamed();
    let run = project.run(&["generate"]).exits_with(4);
    assert_eq!(run.stdout, "");
    let first = "error: is column `users.full_name` new, or was it renamed from `users.name`?";
    assert_eq!(run.stderr.lines().next(), Some(first), "{}", run.stderr);
    assert_eq!(migrations(&project).len(), 1);

    let answer = hint(&run.stderr, "hint: if renamed, pass --hints");
    project.run(&["generate", "--hints", &answer]).exits_with(0);
    let sql = project.read(&migrations(&project)[1]);
    assert!(sql.contains("ALTER TABLE \"users\" RENAME COLUMN \"name\" TO \"full_name\";"), "{sql}");
}

#[test]
fn the_other_answer_drops_and_adds() {
    let project = renamed();
    let run = project.run(&["generate"]).exits_with(4);
    let answer = hint(&run.stderr, "hint: if new (what is gone is dropped with its data), pass --hints");
    let run = project.run(&["generate", "--hints", &answer, "--dry-run"]).exits_with(0);
    assert!(!run.stdout.contains("RENAME COLUMN"), "{}", run.stdout);
    assert!(run.stderr.contains("`users.name`"), "{}", run.stderr);
}

#[test]
fn answers_can_be_in_a_file() {
    let project = renamed();
    project.write("hints.json", r#"{ "rename": ["users.name=users.full_name"] }"#);
    let run = project.run(&["generate", "--hints", "hints.json", "--dry-run"]).exits_with(0);
    assert!(run.stdout.contains("RENAME COLUMN"), "{}", run.stdout);
}

#[test]
fn the_attribute_answers_too() {
    let project = renamed();
    let attribute = "#[column(renamed_from = \"name\")]\n    pub full_name";
    project.write("src/schema.rs", &USERS.replace("pub name", attribute));
    let run = project.run(&["generate", "--dry-run"]).exits_with(0);
    assert!(run.stdout.contains("RENAME COLUMN"), "{}", run.stdout);
}

#[test]
fn answers_that_make_no_sense_are_refused() {
    let project = renamed();
    let run = project.run(&["generate", "--hints", "{\"renam\": []}"]).exits_with(2);
    assert!(run.stderr.starts_with("error: --hints:1:8: unknown field `renam`"), "{}", run.stderr);
    let run = project.run(&["generate", "--hints", "gone.json"]).exits_with(2);
    assert!(run.stderr.starts_with("error: cannot read `gone.json`"), "{}", run.stderr);
    let run = project
        .run(&["generate", "--hints", "{\"rename\":[\"users.nothing=users.full_name\"]}"])
        .exits_with(2);
    assert!(
        run.stderr.starts_with("error: hint `users.nothing=users.full_name` does not fit"),
        "{}",
        run.stderr
    );
}
