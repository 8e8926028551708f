//! `plan`: what each statement of the migrations to come does to rows and to other sessions.

use orm_tests::database::{self, Server};
use orm_tests::project::Project;

use crate::{USERS, complaint, migrations, stable};

/// A project with two migrations, of which the second takes a column away and asks more of another.
fn with_loss(project: Project) -> Project {
    project.run(&["generate", "--name", "first"]).exits_with(0);
    project.write("src/schema.rs", &USERS.replace("pub name: String", "pub email: Option<String>"));
    let hints = r#"{"create":["users.email"]}"#;
    let run = project.run(&["generate", "--name", "second", "--hints", hints]).exits_with(0);
    assert!(run.stderr.contains(", 1 loses data"), "{}", run.stderr);
    project
}

fn version(project: &Project, at: usize) -> String {
    let file = migrations(project)[at].replace("migrations/", "");
    file.split('_').next().expect("a file begins with its version").to_owned()
}

#[test]
fn without_a_database_the_whole_folder_is_shown() {
    let project = with_loss(Project::sqlite(USERS));
    let run = project.run(&["plan"]).exits_with(0);
    let file = "migrations/<version>_second.sql";
    let expected = format!(
        "{file}: 2 statements, in one transaction, locks are kept up to its end\n  \
           {file}:4: ALTER TABLE \"users\" DROP COLUMN \"name\"\n    \
             OM102 error: drops column `users.name` and its data\n    \
             writes all of `users` anew\n    \
             locks `users`: blocks writes while rows are written (the lock of the file)\n  \
           {file}:6: ALTER TABLE \"users\" ADD COLUMN \"email\" TEXT\n    \
             locks `users`: blocks writes for a moment (the lock of the file)\n"
    );
    let shown = stable(&run.stdout);
    assert!(shown.ends_with(&expected), "{shown}");
    assert!(shown.starts_with("migrations/<version>_first.sql: 1 statement, in one"), "{shown}");
    assert_eq!(
        run.stderr,
        "2 migrations: 3 statements, 1 loses data, 1 writes a table anew, 1 keeps others waiting while it works\n"
    );

    let first = version(&project, 0);
    let run = project.run(&["plan", "--after", &first]).exits_with(0);
    assert_eq!(stable(&run.stdout), expected);
    project.run(&["plan", "--check"]).exits_with(3);
    let second = version(&project, 1);
    assert_eq!(complaint(&project, &["plan", "--check", "--after", &second], 0), "no migrations to come\n");
    assert_eq!(
        complaint(&project, &["plan", "--after", "7"], 2),
        "error: there is no migration of version `7`\nhint: the version is the number in front of a file's name\n"
    );
}

#[test]
fn a_database_says_what_is_pending_and_how_large_tables_are() {
    let project = with_loss(Project::sqlite(USERS));
    let first = version(&project, 0);
    project.run(&["migrate", "--to", &first]).exits_with(0);
    let run = project.run(&["plan", "--database"]).exits_with(0);
    let shown = stable(&run.stdout);
    assert!(shown.starts_with("migrations/<version>_second.sql: 2 statements"), "{shown}");
    assert!(shown.contains("locks `users` (0 rows): blocks writes"), "{shown}");
    project.run(&["migrate"]).exits_with(0);
    assert_eq!(complaint(&project, &["plan", "--database"], 0), "no migrations to come\n");
}

#[test]
fn what_a_person_wrote_is_judged_too() {
    let project = Project::sqlite(USERS);
    project.run(&["generate"]).exits_with(0);
    project.run(&["generate", "--empty", "--name", "own"]).exits_with(0);
    let file = migrations(&project).remove(1);
    let text = project.read(&file) + "DELETE FROM users;\nDROP TABLE users;\nREINDEX users;\n";
    project.write(&file, &text);
    project.run(&["generate", "--accept-edits"]).exits_with(0);
    let run = project.run(&["plan", "--output", "json"]).exits_with(0);
    let envelope: serde_json::Value = serde_json::from_str(&run.stdout).expect("an envelope");
    let statements = &envelope["data"]["migrations"][1]["statements"];
    let codes: Vec<&str> = (0..3).filter_map(|at| statements[at]["hazards"][0]["code"].as_str()).collect();
    assert_eq!(codes, ["OM104", "OM101", "OM601"]);
    assert_eq!((&statements[0]["lossy"], &statements[2]["lossy"]), (&true.into(), &false.into()));
}

/// What `plan` says of the last migration of a project to which these statements were added by hand.
fn by_hand(dialect: &str, statements: &str) -> Project {
    let project = Project::with_database(dialect, "unused", USERS);
    project.run(&["generate"]).exits_with(0);
    project.run(&["generate", "--empty", "--name", "own"]).exits_with(0);
    let file = migrations(&project).remove(1);
    project.write(&file, &(project.read(&file) + statements + "\n"));
    project.run(&["generate", "--accept-edits"]).exits_with(0);
    project
}

#[test]
fn a_check_finds_what_goes_in_what_a_person_wrote() {
    for (dialect, statement, exit) in [
        ("postgres", "DROP SCHEMA other CASCADE;", 3),
        ("postgres", "DROP TYPE mood CASCADE;", 3),
        ("postgres", "DROP TYPE mood;", 0),
        ("mysql", "DROP DATABASE other;", 3),
        ("mysql", "CREATE TABLE IF NOT EXISTS users (id int); DELETE FROM users;", 3),
        ("mysql", "CREATE TABLE fresh (id int); DELETE FROM fresh;", 0),
        ("mysql", "CREATE OR REPLACE TABLE users (id int);", 3),
        ("postgres", "ALTER TABLE users ADD COLUMN age int NOT NULL;", 3),
        ("postgres", "ALTER TABLE users ADD COLUMN age int NOT NULL DEFAULT 7;", 0),
        ("postgres", "ALTER TABLE users ALTER COLUMN name SET NOT NULL;", 3),
        ("postgres", "ALTER TABLE users ADD COLUMN age int; ALTER TABLE users ADD PRIMARY KEY (age);", 3),
        ("postgres", "ALTER TABLE users ADD EXCLUDE USING gist (name WITH =);", 3),
        ("postgres", "ALTER TABLE users ADD UNIQUE (name);", 0),
        ("postgres", "ALTER TABLE users ALTER COLUMN name TYPE varchar(3) USING left(name, 3);", 3),
        ("mysql", "ALTER TABLE users MODIFY name varchar(3);", 3),
        ("mysql", "DELETE IGNORE FROM users WHERE id > 7;", 3),
        ("postgres", "WITH old AS (SELECT 1) DELETE FROM users;", 3),
    ] {
        let first = by_hand(dialect, statement);
        let run = first.run(&["plan", "--check", "--after", &version(&first, 0)]);
        assert_eq!(run.code, Some(exit), "{statement}: {}{}", run.stdout, run.stderr);
    }
}

#[test]
fn a_type_changed_by_hand_counts_as_written_anew() {
    for (dialect, statement) in [
        ("postgres", "ALTER TABLE users ALTER COLUMN name TYPE text USING upper(name);"),
        ("postgres", "ALTER TABLE users ALTER COLUMN id TYPE bigint;"),
        ("mysql", "ALTER TABLE users MODIFY id BIGINT NOT NULL AUTO_INCREMENT;"),
    ] {
        let project = by_hand(dialect, statement);
        let shown = project.run(&["plan", "--after", &version(&project, 0)]).exits_with(0).stdout;
        assert!(shown.contains("writes all of `users` anew"), "{statement}: {shown}");
    }
}

/// An index that is built beside the work of others is a file of its own, behind what it belongs to.
#[test]
fn the_files_of_one_migration_are_judged_together() {
    for (ty, is_written_anew) in [("String", false), ("i64", true)] {
        let previous = USERS.replace("pub name", "#[column(varchar = 20)] pub name");
        let project = Project::with_database("postgres", "unused", &previous);
        project.run(&["generate"]).exits_with(0);
        let next = USERS
            .replace("pub name: String", &format!("pub name: {ty}"))
            .replace("#[table(name = \"users\")]", "#[table(name = \"users\", index(name, concurrently))]");
        project.write("src/schema.rs", &next);
        project.run(&["generate", "--name", "next"]).exits_with(0);
        assert_eq!(migrations(&project).len(), 3);
        let shown = project.run(&["plan", "--after", &version(&project, 0)]).exits_with(0).stdout;
        assert_eq!(shown.contains("writes all of `users` anew"), is_written_anew, "{shown}");
        assert!(!shown.contains("may fail"), "{shown}");
    }
}

#[test]
fn a_server_names_its_locks() {
    for (server, dialect, lock) in [
        (
            Server::Postgres,
            "postgres",
            "locks `users`: blocks reads and writes for a moment (ACCESS EXCLUSIVE)",
        ),
        (Server::Mysql, "mysql", "locks `users`: blocks nobody for a moment (INSTANT)"),
    ] {
        database::run(server, async |url| {
            let project = with_loss(Project::with_database(dialect, &url, USERS));
            let first = version(&project, 0);
            let run = project.run(&["plan", "--after", &first]).exits_with(0);
            assert!(run.stdout.contains(lock), "{}", run.stdout);
            project.run(&["migrate", "--to", &first]).exits_with(0);
            let run = project.run(&["plan", "--database", "--output", "json"]).exits_with(0);
            let envelope: serde_json::Value = serde_json::from_str(&run.stdout).expect("an envelope");
            assert_eq!(envelope["data"]["tables"][0]["table"], "users");
            assert_eq!(envelope["data"]["migrations"].as_array().map(Vec::len), Some(1));
        });
    }
}

/// The file calls the table and the column by names that they do not have yet.
#[test]
fn a_check_inside_a_column_is_seen_below_other_names() {
    const AGED: &str = r#"
#[derive(Table)]
#[table(name = "users", check(name = "age", "age > 0"))]
pub struct User { #[column(primary_key)] pub id: i32, pub age: i32, pub size: i32 }
"#;
    database::run(Server::Mysql, async |url| {
        let project = Project::with_database("mysql", &url, AGED);
        project.run(&["generate", "--name", "first"]).exits_with(0);
        let file = migrations(&project).remove(0);
        let text = project.read(&file);
        let by_hand = text.replace("`age` INT NOT NULL", "`age` INT NOT NULL CHECK (age > 0)");
        let by_hand = by_hand.replace(",\n  CONSTRAINT `age` CHECK (age > 0)", "");
        assert_ne!(text, by_hand);
        project.write(&file, &by_hand);
        project.run(&["generate", "--accept-edits"]).exits_with(0);
        project.run(&["migrate"]).exits_with(0);

        project.run(&["generate", "--empty", "--name", "by_hand"]).exits_with(0);
        let by_hand = migrations(&project).remove(1);
        let write = |sql: &str| {
            project.write(&by_hand, sql);
            project.run(&["generate", "--accept-edits"]).exits_with(0);
        };
        write(
            "RENAME TABLE users TO people;\n\nALTER TABLE people RENAME COLUMN age TO years;\n\n\
               ALTER TABLE people MODIFY years BIGINT NOT NULL;\n",
        );
        let run = project.run(&["plan", "--check", "--database"]).exits_with(3);
        let loss =
            "OM110 error: changing `users.age` loses what the model does not hold: check `age` of `users`";
        assert_eq!(run.stdout.matches(loss).count(), 1, "{}{}", run.stdout, run.stderr);
        write("ALTER TABLE users MODIFY size BIGINT NOT NULL;\n");
        let run = project.run(&["plan", "--check", "--database"]);
        assert!(!run.stdout.contains("OM110"), "{}", run.stdout);
    });
}

#[test]
fn what_a_table_has_beyond_the_model_is_seen_in_the_database() {
    let project = Project::sqlite(USERS);
    project.run(&["generate", "--name", "first"]).exits_with(0);
    let file = migrations(&project).remove(0);
    let text = project.read(&file);
    let by_hand = text.replace("TEXT NOT NULL", "TEXT NOT NULL UNIQUE ON CONFLICT IGNORE");
    assert_ne!(text, by_hand);
    project.write(&file, &by_hand);
    project.run(&["generate", "--accept-edits"]).exits_with(0);
    project.run(&["migrate"]).exits_with(0);

    project.write("src/schema.rs", &USERS.replace("pub name: String", "pub name: Option<String>"));
    project.run(&["generate", "--name", "second"]).exits_with(0);
    let after = version(&project, 0);
    let run = project.run(&["plan", "--check", "--after", &after]).exits_with(0);
    assert!(!run.stdout.contains("OM110"), "{}", run.stdout);
    let run = project.run(&["plan", "--check", "--database"]).exits_with(3);
    let loss = "    OM110 error: rebuilding `users` loses what the model does not hold: table `users`: its ON CONFLICT clause is not part of the model\n";
    assert!(run.stdout.contains(loss), "{}", run.stdout);
    assert!(run.stderr.contains("1 loses data"), "{}", run.stderr);

    let said = complaint(&project, &["migrate"], 1);
    assert!(said.contains("the rebuild of `users` loses an ON CONFLICT clause"), "{said}");
    assert!(said.contains("\nhint: write the clause into the `CREATE TABLE` of the copy"), "{said}");
    let second = migrations(&project).remove(1);
    let kept = project.read(&second).replace("\"name\" TEXT", "\"name\" TEXT UNIQUE ON CONFLICT IGNORE");
    project.write(&second, &kept);
    project.run(&["generate", "--accept-edits"]).exits_with(0);
    project.run(&["migrate"]).exits_with(0);
}
