//! `migrate` and `status` on an embedded database.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use orm_tests::database::{self, Server};
use orm_tests::project::Project;

use crate::{USERS, complaint, migrations, stable};

fn generated() -> Project {
    let project = Project::sqlite(USERS);
    project.run(&["generate"]).exits_with(0);
    project
}

#[test]
fn pending_migrations_are_applied_once() {
    let project = generated();
    let run = project.run(&["migrate"]).exits_with(0);
    assert_eq!(run.stdout, "");
    let file = "<version>_create_users.sql";
    assert_eq!(
        stable(&run.stderr),
        format!("{file}: 1 statement\n  1 done\n{file}: applied in <n> ms\napplied 1 migration\n")
    );
    assert_eq!(complaint(&project, &["migrate"], 0), "nothing to apply\n");
}

#[test]
fn a_dry_run_prints_what_is_pending() {
    let project = generated();
    let run = project.run(&["migrate", "--dry-run"]).exits_with(0);
    assert!(
        stable(&run.stdout).starts_with("-- <version>_create_users\nCREATE TABLE \"users\" ("),
        "{}",
        run.stdout
    );
    assert_eq!(run.stderr, "would apply 1 migration\n");
    project.run(&["status", "--check"]).exits_with(3);
}

#[test]
fn a_run_can_stop_at_a_version() {
    let project = generated();
    project.write("src/schema.rs", &USERS.replace("pub name", "pub age: Option<i32>,\n    pub name"));
    project.run(&["generate"]).exits_with(0);
    let first = migrations(&project)[0].replace("migrations/", "");
    let version = first.split('_').next().expect("a file begins with its version").to_owned();
    let run = project.run(&["migrate", "--to", &version]).exits_with(0);
    assert!(run.stderr.ends_with("applied 1 migration\n"), "{}", run.stderr);
    assert_eq!(
        complaint(&project, &["migrate", "--to", "7"], 2),
        "error: there is no migration of version `7`\nhint: the version is the number in front of a file's name\n"
    );
}

#[test]
fn status_lists_the_migrations() {
    let project = generated();
    let run = project.run(&["status"]).exits_with(0);
    assert_eq!(stable(&run.stdout), "pending       <version>_create_users\n");
    assert_eq!(run.stderr, "1 of 1 migrations are not applied as they stand\n");
    project.run(&["status", "--check"]).exits_with(3);

    project.run(&["migrate"]).exits_with(0);
    let run = project.run(&["status", "--check"]).exits_with(0);
    assert!(stable(&run.stdout).starts_with("applied       <version>_create_users  20"), "{}", run.stdout);
    assert_eq!(run.stderr, "the database is up to date\n");
}

#[test]
fn status_leaves_the_database_alone() {
    let project = generated();
    let empty = project.files(".");
    project.run(&["status"]).exits_with(0);
    let with_database: Vec<String> =
        project.files(".").into_iter().filter(|file| !empty.contains(file)).collect();
    // `?mode=rwc` lets SQLite make the file; nothing is in it.
    assert!(with_database.iter().all(|file| project.read(file).is_empty()), "{with_database:?}");
}

#[test]
fn a_failed_migration_is_recorded_and_continued() {
    let project = generated();
    project.run(&["generate", "--empty", "--name", "data"]).exits_with(0);
    let file = migrations(&project).remove(1);
    let header = project.read(&file);
    project.write(&file, &format!("{header}INSERT INTO \"nobody\" VALUES (1);\n"));
    project.run(&["generate", "--accept-edits"]).exits_with(0);

    let run = project.run(&["migrate"]).exits_with(1);
    assert!(
        run.stderr.contains("error: statement 1 of 1 failed: no such table: nobody\n --> migrations/"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("\nhint: nothing of this file was applied"), "{}", run.stderr);
    let run = project.run(&["status"]).exits_with(0);
    assert!(run.stdout.contains("\nfailed        "), "{}", run.stdout);

    project.write(&file, &format!("{header}INSERT INTO \"users\" (\"name\") VALUES ('Ada');\n"));
    project.run(&["generate", "--accept-edits"]).exits_with(0);
    let run = project.run(&["migrate"]).exits_with(0);
    assert!(run.stderr.ends_with("applied 1 migration\n"), "{}", run.stderr);
    project.run(&["status", "--check"]).exits_with(0);
}

#[test]
fn an_interrupted_run_is_continued() {
    let project = generated();
    project.run(&["generate", "--empty", "--name", "slow"]).exits_with(0);
    let file = migrations(&project).remove(1);
    let header = project.read(&file);
    let endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) INSERT INTO \"users\" (\"name\") SELECT i FROM n;\n";
    project.write(&file, &(header.clone() + endless));
    project.run(&["generate", "--accept-edits"]).exits_with(0);

    let mut child = project.command(&["migrate"]).stderr(Stdio::piped()).spawn().expect("it can be run");
    let stderr = BufReader::new(child.stderr.take().expect("it is piped"));
    let begun = stderr.lines().map_while(Result::ok).any(|line| line.contains("_slow.sql: 1 statement"));
    assert!(begun, "the second migration never began");
    child.kill().expect("it is running");
    child.wait().expect("it was killed");

    let run = project.run(&["status"]).exits_with(0);
    assert!(stable(&run.stdout).starts_with("applied       <version>_create_users"), "{}", run.stdout);
    project.write(&file, &(header + "INSERT INTO \"users\" (\"name\") VALUES ('Ada');\n"));
    project.run(&["generate", "--accept-edits"]).exits_with(0);
    let run = project.run(&["migrate"]).exits_with(0);
    assert!(run.stderr.ends_with("applied 1 migration\n"), "{}", run.stderr);
    project.run(&["status", "--check"]).exits_with(0);
}

/// From the structs to an up-to-date database, on a server.
fn the_loop_works(server: Server, dialect: &str) {
    database::run(server, async |url| {
        let project = Project::with_database(dialect, &url, USERS);
        project.run(&["generate"]).exits_with(0);
        project.run(&["status", "--check"]).exits_with(3);
        let run = project.run(&["migrate"]).exits_with(0);
        assert!(run.stderr.ends_with("applied 1 migration\n"), "{}", run.stderr);
        project.run(&["status", "--check"]).exits_with(0);
        assert_eq!(complaint(&project, &["migrate"], 0), "nothing to apply\n");
    });
}

#[test]
fn the_loop_works_on_postgres() {
    the_loop_works(Server::Postgres, "postgres");
}

#[test]
fn the_loop_works_on_mysql() {
    the_loop_works(Server::Mysql, "mysql");
}
