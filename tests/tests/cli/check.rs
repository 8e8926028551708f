//! `check` and `completions`.

use orm_tests::database::Server;
use orm_tests::project::Project;
use orm_tests::raw;

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
fn check_finds_what_somebody_changed_in_the_database() {
    let project = Project::sqlite(USERS);
    project.run(&["generate"]).exits_with(0);
    let open = "1 migration: 1 not applied to the database as they stand: `orm-migrate status`\n";
    assert_eq!(complaint(&project, &["check", "--database"], 3), open);
    project.run(&["migrate"]).exits_with(0);
    let same = "1 migration: the files agree, and the database is as they left it\n";
    assert_eq!(complaint(&project, &["check", "--database"], 0), same);

    let sql = "ALTER TABLE users ADD COLUMN note TEXT; CREATE VIRTUAL TABLE words USING fts5(text)";
    execute(&project, sql);
    let run = project.run(&["check", "--database"]).exits_with(3);
    assert_eq!(run.stdout, "column `users.note` is in the database only\n");
    let words = "info: not compared: virtual table `words`: virtual tables are not part of the model\n\
                 1 migration: the database differs from its migrations in 1 place\n";
    assert_eq!(run.stderr, words);
    // The files alone still agree.
    project.run(&["check"]).exits_with(0);

    let run = project.run(&["check", "--database", "--output", "json"]).exits_with(3);
    let envelope: serde_json::Value = serde_json::from_str(&run.stdout).expect("an envelope");
    let difference = &envelope["data"]["database"]["differences"][0];
    assert_eq!(
        (&difference["name"], &difference["difference"]),
        (&"users.note".into(), &"unexpected".into())
    );
}

/// Runs SQL in the database of the project, past the product.
fn execute(project: &Project, sql: &str) {
    let url = format!("sqlite://{}", project.path("app.db").display());
    let runtime = tokio::runtime::Runtime::new().expect("a runtime can be made");
    runtime.block_on(raw::execute(Server::Sqlite, &url, &[sql.to_owned()]));
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
