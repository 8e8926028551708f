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

/// Runs its arguments on a terminal of their own, answers the first question with the enter key, and says how it ended.
const TERMINAL: &str = r#"
import os, pty, select, sys
child, terminal = pty.fork()
if child == 0:
    os.environ["TERM"] = "xterm"
    os.execv(sys.argv[3], sys.argv[3:])
seen, is_answered = b"", False
while select.select([terminal], [], [], 60)[0]:
    try:
        part = os.read(terminal, 4096)
    except OSError:
        break
    if not part:
        break
    seen += part
    # A program may ask a terminal where its cursor is.
    if part.endswith(b"\x1b[6n"):
        os.write(terminal, b"\x1b[1;1R")
    if not is_answered and sys.argv[1].encode() in seen:
        os.write(terminal, sys.argv[2].encode() + b"\r")
        is_answered = True
sys.stdout.buffer.write(seen)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"#;

/// What a person at a terminal sees who answers `question`.
fn at_a_terminal(project: &Project, question: &str, answer: &str) -> String {
    let command = project.command(&["generate"]);
    let terminal = std::process::Command::new("python3")
        .args(["-c", TERMINAL, question, answer])
        .arg(command.get_program())
        .args(command.get_args())
        .current_dir(project.path(""))
        .output()
        .expect("python3 can be run");
    let shown = String::from_utf8_lossy(&terminal.stdout).into_owned();
    assert!(terminal.status.success(), "{shown}");
    shown
}

#[test]
fn at_a_terminal_a_person_is_asked() {
    let project = renamed();
    let shown = at_a_terminal(&project, "renamed from", "");
    assert!(shown.contains("renamed from `users.name`"), "{shown}");
    let sql = project.read(&migrations(&project)[1]);
    assert!(sql.contains("ALTER TABLE \"users\" RENAME COLUMN \"name\" TO \"full_name\";"), "{sql}");
}

#[test]
fn at_a_terminal_a_person_says_what_rows_get() {
    let project = Project::sqlite(USERS);
    project.run(&["generate"]).exits_with(0);
    project.write("src/schema.rs", &USERS.replace("pub name", "pub age: i32,\n    pub name"));
    at_a_terminal(&project, "get in `users.age`", "length(name)");
    let sql = project.read(&migrations(&project)[1]);
    assert!(sql.contains("length(name)"), "{sql}");
    assert!(!sql.contains("OM301"), "{sql}");
}

#[test]
fn answers_about_nothing_are_refused() {
    let project = renamed();
    for hints in [
        r#"{"rename":["users.name=users.ful_name"]}"#,
        r#"{"rename":["users.id=users.nobody"]}"#,
        r#"{"rename":["users.full_name"]}"#,
        r#"{"create":["users.nobody"]}"#,
        r#"{"backfill":{"users.nobody":"0"}}"#,
    ] {
        let run = project.run(&["generate", "--hints", hints]).exits_with(2);
        assert!(run.stderr.starts_with("error: hint `"), "{}", run.stderr);
        assert!(run.stderr.contains("does not fit"), "{}", run.stderr);
    }
    assert_eq!(migrations(&project).len(), 1);
}

#[test]
fn a_rename_the_wrong_way_round_is_understood() {
    let project = renamed();
    let hints = r#"{"rename":["users.full_name=users.name"]}"#;
    let run = project.run(&["generate", "--hints", hints, "--dry-run"]).exits_with(0);
    assert!(run.stdout.contains("RENAME COLUMN \"name\" TO \"full_name\""), "{}", run.stdout);
}
