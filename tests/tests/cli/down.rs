//! `down`: takes migrations back.

use orm_tests::database::{self, Server};
use orm_tests::project::Project;
use orm_tests::raw;

use crate::{USERS, complaint, migrations, stable};

/// Two migrations, both applied: a table, and another column in the place of one.
fn migrated(project: Project) -> Project {
    project.run(&["generate"]).exits_with(0);
    project.write("src/schema.rs", &USERS.replace("pub name: String", "pub email: Option<String>"));
    project.run(&["generate", "--hints", r#"{"create":["users.email"]}"#]).exits_with(0);
    project.run(&["migrate"]).exits_with(0);
    project
}

/// The same, with columns that may be NULL: nothing is rebuilt on the way back.
fn migrated_without_rebuild() -> Project {
    let nullable = USERS.replace("pub name: String", "pub name: Option<String>");
    let project = Project::sqlite(&nullable);
    project.run(&["generate"]).exits_with(0);
    project.write("src/schema.rs", &nullable.replace("pub name", "pub email"));
    project.run(&["generate", "--hints", r#"{"create":["users.email"]}"#]).exits_with(0);
    project.run(&["migrate"]).exits_with(0);
    project
}

fn down_files(project: &Project) -> Vec<String> {
    project.files("migrations/down")
}

#[test]
fn the_newest_migration_is_taken_back_and_can_be_applied_again() {
    let project = migrated_without_rebuild();
    let run = project.run(&["down"]).exits_with(0);
    let file = "down/<version>.sql";
    assert_eq!(
        stable(&run.stderr),
        format!(
            "{file}: 2 statements\n  1 done\n  2 done\n{file}: taken back in <n> ms\ntook back 1 migration\n"
        )
    );
    let run = project.run(&["status"]).exits_with(0);
    let states: Vec<&str> = run.stdout.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(states, ["applied", "pending"]);
    project.run(&["migrate"]).exits_with(0);
    project.run(&["status", "--check"]).exits_with(0);
}

#[test]
fn a_file_says_what_stays_lost() {
    let project = migrated_without_rebuild();
    let text = project.read(&down_files(&project)[1]);
    let body: Vec<&str> = text.lines().skip(1).collect();
    assert_eq!(
        body.join("\n"),
        "-- OM110 error: what is lost stays lost: the migration drops column `users.name` and its data\n\n\
         -- OM102 error: drops column `users.email` and its data\n\
         ALTER TABLE \"users\" DROP COLUMN \"email\";\n\n\
         ALTER TABLE \"users\" ADD COLUMN \"name\" TEXT;"
    );
}

#[test]
fn all_behind_a_version_is_taken_back_newest_first() {
    let project = migrated(Project::sqlite(USERS));
    let run = project.run(&["down", "--to", "0", "--dry-run"]).exits_with(0);
    let shown = stable(&run.stdout);
    assert!(shown.contains("-- <version>_create_users\nDROP TABLE \"users\";"), "{shown}");
    assert_eq!(run.stderr, "would take back 2 migrations\n");
    let run = project.run(&["down", "--to", "0", "--output", "json"]).exits_with(0);
    let envelope: serde_json::Value = serde_json::from_str(&run.stdout).expect("an envelope");
    assert_eq!(envelope["data"]["reverted"][1]["name"], "create_users");
    assert_eq!(complaint(&project, &["down"], 0), "nothing to take back\n");
    assert_eq!(
        complaint(&project, &["down", "--to", "7"], 2),
        "error: there is no migration of version `7`\nhint: the version is the number in front of a file's name\n"
    );
}

#[test]
fn what_a_person_wrote_is_taken_back_by_what_a_person_wrote() {
    let project = Project::sqlite(USERS);
    project.run(&["generate"]).exits_with(0);
    project.run(&["generate", "--empty", "--name", "data"]).exits_with(0);
    let file = migrations(&project).remove(1);
    project.write(&file, &(project.read(&file) + "INSERT INTO users (name) VALUES ('Ada');\n"));
    project.run(&["generate", "--accept-edits"]).exits_with(0);
    project.run(&["migrate"]).exits_with(0);
    let said = complaint(&project, &["down"], 1);
    assert_eq!(
        said,
        "error: `<version>_data.sql` cannot be taken back: it was written by hand: replace this line by the statements that \
         take it back\nhint: write a migration that leads on, or restore a backup\n"
    );

    let down = down_files(&project).remove(1);
    let head = project.read(&down).lines().next().map(str::to_owned).expect("a header");
    project.write(&down, &format!("{head}\nDELETE FROM users;\n"));
    let said = complaint(&project, &["down"], 6);
    assert!(said.starts_with("error: `migrations/down/<version>.sql` was edited"), "{said}");
    project.run(&["generate", "--accept-edits"]).exits_with(0);
    project.run(&["down"]).exits_with(0);
}

#[test]
fn a_file_that_is_missing_or_too_much_is_found() {
    let project = migrated(Project::sqlite(USERS));
    let file = down_files(&project).remove(0);
    project.write("migrations/down/7.sql", "");
    let said = complaint(&project, &["check"], 6);
    assert!(said.starts_with("error: `migrations/down/7.sql` is not in orm.lock"), "{said}");
    std::fs::remove_file(project.path("migrations/down/7.sql")).expect("it is there");
    std::fs::remove_file(project.path(&file)).expect("it is there");
    let said = complaint(&project, &["check"], 6);
    assert!(said.starts_with("error: `migrations/down/<version>.sql` is missing"), "{said}");
}

#[test]
fn what_fails_stays_applied() {
    let project = migrated(Project::sqlite(USERS));
    project.run(&["generate", "--empty", "--name", "row"]).exits_with(0);
    let file = migrations(&project).remove(2);
    project.write(&file, &(project.read(&file) + "INSERT INTO users (email) VALUES ('a@b');\n"));
    let down = down_files(&project).remove(2);
    let head = project.read(&down).lines().next().map(str::to_owned).expect("a header");
    project.write(&down, &format!("{head}\nSELECT 1;\n"));
    project.run(&["generate", "--accept-edits"]).exits_with(0);
    project.run(&["migrate"]).exits_with(0);
    project.run(&["down"]).exits_with(0);
    // The row is still there, and the column that comes back has no value for it.
    let run = project.run(&["down"]).exits_with(1);
    assert!(run.stderr.contains("error: statement 2 of 6 failed: NOT NULL"), "{}", run.stderr);
    assert!(run.stderr.contains(" --> migrations/down/"), "{}", run.stderr);
    let run = project.run(&["status"]).exits_with(0);
    let states: Vec<&str> = run.stdout.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(states, ["applied", "applied", "pending"]);
}

/// A migration that inserts a row, and is taken back by `down`.
fn with_row(project: &Project, down: &str) {
    project.run(&["generate", "--empty", "--name", "row"]).exits_with(0);
    let file = migrations(project).remove(1);
    project.write(&file, &(project.read(&file) + "INSERT INTO users (name) VALUES ('Ada');\n"));
    edit_way_back(project, down);
    project.run(&["migrate"]).exits_with(0);
}

fn edit_way_back(project: &Project, down: &str) {
    let file = down_files(project).remove(1);
    let head = project.read(&file).lines().next().map(str::to_owned).expect("a header");
    project.write(&file, &format!("{head}\n{down}\n"));
    project.run(&["generate", "--accept-edits"]).exits_with(0);
}

/// MySQL commits statement by statement: only what fails at the first one has changed nothing.
#[test]
fn what_fails_at_once_stays_applied_on_mysql() {
    database::run(Server::Mysql, async |url| {
        let project = Project::with_database("mysql", &url, USERS);
        project.run(&["generate"]).exits_with(0);
        with_row(&project, "DROP TABLE missing;\nDELETE FROM users;");
        for _ in 0..2 {
            let run = project.run(&["down"]).exits_with(1);
            assert!(run.stderr.contains("error: statement 1 of 2 failed: "), "{}", run.stderr);
            project.run(&["status", "--check"]).exits_with(0);
            project.run(&["migrate"]).exits_with(0);
        }

        edit_way_back(&project, "DELETE FROM users;\nDROP TABLE missing;");
        let run = project.run(&["down"]).exits_with(1);
        assert!(run.stderr.contains("error: statement 2 of 2 failed: "), "{}", run.stderr);
        let said = complaint(&project, &["migrate"], 6);
        assert_eq!(
            said,
            "error: `<version>_row.sql` is being taken back, and that was interrupted\n\
             hint: run `orm-migrate down` to finish that first\n"
        );
        edit_way_back(&project, "DELETE FROM users;");
        project.run(&["down"]).exits_with(0);
        project.run(&["migrate"]).exits_with(0);
    });
}

#[test]
fn servers_go_back_and_forth() {
    for (server, dialect) in [(Server::Postgres, "postgres"), (Server::Mysql, "mysql")] {
        database::run(server, async |url| {
            let project = migrated(Project::with_database(dialect, &url, USERS));
            project.run(&["down", "--to", "0"]).exits_with(0);
            project.run(&["migrate"]).exits_with(0);
            project.run(&["status", "--check"]).exits_with(0);
        });
    }
}

/// A label that is used at once has to be committed first, so that the migration is two files.
#[test]
fn files_of_one_migration_go_together() {
    database::run(Server::Postgres, async |url| {
        let status = |labels: &str, default: &str| {
            format!(
                "#[derive(Table)]\n#[table(name = \"t\")]\npub struct T {{\n    #[column(primary_key)]\n    pub id: i32,\n    \
                 #[column(default = Status::{default})]\n    pub status: Status,\n}}\n#[derive(ColumnType)]\n\
                 #[column_type(name = \"status\", rename_all = \"snake_case\")]\npub enum Status {{ {labels} }}\n"
            )
        };
        let project = Project::with_database("postgres", &url, &status("Active", "Active"));
        project.run(&["generate"]).exits_with(0);
        project.write("src/schema.rs", &status("Active, Gone", "Gone"));
        project.run(&["generate"]).exits_with(0);
        assert_eq!(migrations(&project).len(), 3);
        assert_eq!(down_files(&project).len(), 2);
        project.run(&["migrate"]).exits_with(0);
        let second = migrations(&project)[1].replace("migrations/", "");
        let version = second.split('_').next().expect("a version");
        let said = complaint(&project, &["down", "--to", version], 1);
        assert!(said.contains("it goes together with `<version>`"), "{said}");
        let run = project.run(&["down"]).exits_with(0);
        assert!(run.stderr.ends_with("took back 1 migration\n"), "{}", run.stderr);
        let run = project.run(&["status"]).exits_with(0);
        let told: Vec<&str> = run.stdout.lines().filter_map(|line| line.split(' ').next()).collect();
        assert_eq!(told, ["applied", "pending", "pending"]);
        project.run(&["migrate"]).exits_with(0);
    });
}

/// What shares a transaction there shares one on the way back, though all is one file.
#[test]
fn the_way_back_of_several_files_is_cut_where_they_are() {
    const NOTES: &str = r#"
#[derive(Table)]
#[table(name = "notes", index(body, concurrently))]
pub struct Note { #[column(primary_key)] pub id: i32, pub body: String, pub title: String }
"#;
    database::run(Server::Postgres, async |url| {
        let project = Project::with_database("postgres", &url, NOTES);
        project.run(&["generate", "--name", "first"]).exits_with(0);
        let next = NOTES
            .replace(", index(body, concurrently)", "")
            .replace("pub title: String", "pub words: Option<i32>, pub size: i64");
        project.write("src/schema.rs", &next);
        let hints = r#"{"create": ["notes.words", "notes.size"]}"#;
        project.run(&["generate", "--name", "second", "--hints", hints]).exits_with(0);
        project.run(&["migrate"]).exits_with(0);
        let file = down_files(&project).remove(1);
        let text = project.read(&file);
        let (_, statements) = text.split_once("title` and its data\n\n").expect("what is lost");
        assert_eq!(
            statements,
            "-- orm:transaction\n\
             -- OM102 error: drops column `notes.words` and its data\n\
             ALTER TABLE \"notes\" DROP COLUMN \"words\";\n\n\
             -- OM102 error: drops column `notes.size` and its data\n\
             ALTER TABLE \"notes\" DROP COLUMN \"size\";\n\n\
             -- OM301 error: adds column `notes.title` NOT NULL without a default, and fails if there are rows\n\
             ALTER TABLE \"notes\" ADD COLUMN \"title\" text NOT NULL;\n\n\
             -- orm:alone\n\
             CREATE INDEX CONCURRENTLY \"notes_body_idx\" ON \"notes\" (\"body\");\n"
        );
        let sql = "INSERT INTO notes (id, body, size) VALUES (1, 'a', 1)";
        raw::execute(Server::Postgres, &url, &[sql.to_owned()]).await;
        let run = project.run(&["down"]).exits_with(1);
        assert!(run.stderr.contains("error: statement 3 of 4 failed: "), "{}", run.stderr);
        // The column that went before it is there again.
        assert_eq!(raw::number(Server::Postgres, &url, "SELECT size FROM notes").await, 1);
        project.run(&["status", "--check"]).exits_with(0);
        raw::execute(Server::Postgres, &url, &["DELETE FROM notes".to_owned()]).await;
        project.run(&["down"]).exits_with(0);
    });
}
