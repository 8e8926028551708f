//! `check` and `completions`.

use orm_tests::project::Project;

use crate::{USERS, complaint, migrations, stable};

#[test]
fn check_says_whether_all_files_agree() {
    let project = Project::sqlite(USERS);
    let lagging = "the migrations lag behind the structs: `orm-migrate generate` writes the next one\n";
    assert_eq!(complaint(&project, &["check"], 3), lagging);
    project.run(&["generate"]).exits_with(0);
    assert_eq!(
        complaint(&project, &["check"], 0),
        "1 migration, the lock file, the snapshot and the structs agree\n"
    );
    // Words that mean the same are no change, and a question is not asked.
    project.write("src/schema.rs", &USERS.replace("id: i32", "id: i64"));
    complaint(&project, &["check"], 0);
    project.write("src/schema.rs", &USERS.replace("pub name", "pub full_name"));
    assert_eq!(complaint(&project, &["check"], 3), lagging);
}

#[test]
fn check_finds_what_was_changed_by_hand() {
    let project = Project::sqlite(USERS);
    project.run(&["generate"]).exits_with(0);
    let file = migrations(&project).remove(0);
    project.write(&file, &format!("{}DROP TABLE \"users\";\n", project.read(&file)));
    assert!(complaint(&project, &["check"], 6).contains(&stable(&file)));
}

#[test]
fn completions_know_all_commands() {
    let project = Project::new();
    let run = project.run(&["completions", "bash"]).exits_with(0);
    for command in ["generate", "migrate", "--accept-edits"] {
        assert!(run.stdout.contains(command), "{command}");
    }
    assert!(complaint(&project, &["completions", "cmd"], 2).contains("possible values"));
}
