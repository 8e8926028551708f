//! A migrator that is killed between any two steps leaves a database from which the next run finishes the work.

use std::path::Path;
use std::process::Command;

use orm_migrate::Migrator;
use orm_tests::database::{self, Server};
use orm_tests::{migrations, observe, raw};

/// More events than any of the runs tells.
const MANY: usize = 200;

#[test]
fn postgres() {
    check(
        Server::Postgres,
        &[
            "CREATE TABLE a (id integer PRIMARY KEY, n integer NOT NULL);
             INSERT INTO a VALUES (1, 10), (2, 20);
             UPDATE a SET n = n + 1;",
            "-- no-transaction
             UPDATE a SET n = n + 1;
             CREATE UNIQUE INDEX CONCURRENTLY a_n ON a (n);
             ALTER TABLE a ADD COLUMN m integer;
             UPDATE a SET m = n * 2;
             DROP INDEX CONCURRENTLY a_n;
             CREATE INDEX CONCURRENTLY \"A m\" ON a (m);
             VACUUM a;",
        ],
        "SELECT sum(n + m)::bigint FROM a",
        102,
    );
}

#[test]
fn mysql() {
    check(
        Server::Mysql,
        &[
            "CREATE TABLE a (id integer PRIMARY KEY, n integer NOT NULL);
             INSERT INTO a VALUES (1, 10), (2, 20);
             UPDATE a SET n = n + 1;
             CREATE TABLE b (id integer PRIMARY KEY, a_id integer);",
            "UPDATE a SET n = n + 1;
             ALTER TABLE a ADD COLUMN m integer, ADD INDEX a_n (n);
             UPDATE a SET m = n * 2;
             ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (a_id) REFERENCES a (id);
             ALTER TABLE b RENAME COLUMN a_id TO owner_id;
             CREATE INDEX a_m ON a (m);
             DROP INDEX a_n ON a;
             RENAME TABLE b TO c;
             CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN IF NEW.n IS NULL THEN SET NEW.n = 1; END IF; END;
             DROP TRIGGER t;
             CREATE TABLE d (id integer);
             DROP TABLE d;",
        ],
        "SELECT CAST(sum(n + m) AS SIGNED) FROM a",
        102,
    );
}

#[test]
fn sqlite() {
    check(
        Server::Sqlite,
        &[
            "CREATE TABLE a (id integer PRIMARY KEY AUTOINCREMENT, n integer);
             CREATE TABLE b (id integer PRIMARY KEY, a_id integer REFERENCES a (id) ON DELETE CASCADE);
             INSERT INTO a VALUES (1, 10), (2, 20);
             INSERT INTO b VALUES (1, 1), (2, 2);
             UPDATE a SET n = n + 1;",
            "-- no-transaction
             UPDATE a SET n = n + 1;
             VACUUM;
             CREATE INDEX a_n ON a (n);
             ALTER TABLE a ADD COLUMN m integer;",
            "-- orm:rebuild \"a\"
             CREATE TABLE __new_a (id integer PRIMARY KEY AUTOINCREMENT, n integer NOT NULL, m integer);
             INSERT INTO __new_a SELECT id, n, n * 2 FROM a;
             DROP TABLE a;
             ALTER TABLE __new_a RENAME TO a;",
        ],
        "SELECT sum(n + m) FROM a WHERE id IN (SELECT a_id FROM b)",
        102,
    );
}

/// Kills a run at its first event, its second, and so on, and lets another one finish each time.
fn check(server: Server, files: &[&str], query: &str, expected: i64) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for (index, sql) in files.iter().enumerate() {
        std::fs::write(folder.path().join(format!("{}_x.sql", index + 1)), sql)
            .expect("a file can be written");
    }
    let mut whole = None;
    database::run(server, async |url| {
        assert!(migrates(&url, folder.path(), MANY));
        whole = Some(observe::schema(server, &url).await);
    });
    let mut events = 0;
    let mut is_killed = true;
    while is_killed {
        database::run(server, async |url| {
            is_killed = !migrates(&url, folder.path(), events);
            let next = migrations::migrate(&url, &migrations::read(folder.path())).await;
            next.unwrap_or_else(|error| panic!("after {events} events: {error}"));
            assert_eq!(Some(observe::schema(server, &url).await), whole, "after {events} events");
            assert_eq!(raw::number(server, &url, query).await, expected, "after {events} events");
        });
        events += 1;
    }
    assert!(events > 20, "every statement tells two events");
}

#[test]
fn postgres_on_the_way_back() {
    check_way_back(
        Server::Postgres,
        "CREATE TABLE a (id integer PRIMARY KEY, n integer);
         INSERT INTO a VALUES (1, 10);",
        "CREATE INDEX a_n ON a (n);
         ALTER TABLE a ADD COLUMN m integer;",
        "-- no-transaction
         UPDATE a SET n = n + 1;
         DROP INDEX CONCURRENTLY a_n;
         ALTER TABLE a DROP COLUMN m;",
    );
}

#[test]
fn mysql_on_the_way_back() {
    check_way_back(
        Server::Mysql,
        "CREATE TABLE a (id integer PRIMARY KEY, n integer);
         INSERT INTO a VALUES (1, 10);",
        "ALTER TABLE a ADD COLUMN m integer, ADD INDEX a_n (n);
         CREATE TABLE b (id integer);",
        "UPDATE a SET n = n + 1;
         ALTER TABLE a DROP COLUMN m;
         DROP INDEX a_n ON a;
         DROP TABLE b;",
    );
}

#[test]
fn sqlite_on_the_way_back() {
    check_way_back(
        Server::Sqlite,
        "CREATE TABLE a (id integer PRIMARY KEY, n integer);
         INSERT INTO a VALUES (1, 10);",
        "ALTER TABLE a ADD COLUMN m integer;",
        "-- orm:rebuild \"a\"
         CREATE TABLE __new_a (id integer PRIMARY KEY, n integer);
         INSERT INTO __new_a SELECT id, n + 1 FROM a;
         DROP TABLE a;
         ALTER TABLE __new_a RENAME TO a;",
    );
}

/// Kills a run that takes a migration back at its first event, its second, and so on. What is half taken back cannot be migrated; the
/// next run finishes it, and then it can.
fn check_way_back(server: Server, first: &str, second: &str, down: &str) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    std::fs::create_dir(folder.path().join("down")).expect("a folder can be made");
    for (file, sql) in [("1_x.sql", first), ("2_x.sql", second), ("down/2.sql", down)] {
        std::fs::write(folder.path().join(file), sql).expect("a file can be written");
    }
    let list = migrations::read(folder.path());
    let number = match server {
        Server::Postgres => "SELECT n::bigint FROM a",
        Server::Mysql | Server::Sqlite => "SELECT n FROM a",
    };
    let mut events = 0;
    let mut is_killed = true;
    while is_killed {
        database::run(server, async |url| {
            migrations::run(&url, &Migrator::new(&list).to("1")).await.expect("the first migration is right");
            let before = observe::schema(server, &url).await;
            migrations::migrate(&url, &list).await.expect("the second migration is right");
            let after = observe::schema(server, &url).await;
            is_killed = !takes_back(&url, folder.path(), events);
            let next = migrations::revert(&url, &list, "1").await;
            next.unwrap_or_else(|error| panic!("after {events} events: {error}"));
            assert_eq!(observe::schema(server, &url).await, before, "after {events} events");
            assert_eq!(raw::number(server, &url, number).await, 11, "after {events} events");
            let again = migrations::migrate(&url, &list).await;
            again.unwrap_or_else(|error| panic!("after {events} events: {error}"));
            assert_eq!(observe::schema(server, &url).await, after, "after {events} events");
        });
        events += 1;
    }
    assert!(events > 6, "every statement tells two events");
}

/// Takes the second migration back in a process that dies at an event; did it come to its end?
fn takes_back(url: &str, folder: &Path, events: usize) -> bool {
    run_to_death(url, folder, &[&events.to_string(), "1"])
}

/// Runs the migrations in a process that dies at an event; did it come to its end?
fn migrates(url: &str, folder: &Path, events: usize) -> bool {
    run_to_death(url, folder, &[&events.to_string()])
}

fn run_to_death(url: &str, folder: &Path, arguments: &[&str]) -> bool {
    let program = env!("CARGO_BIN_EXE_migrate_and_die");
    let output = Command::new(program).arg(url).arg(folder).args(arguments).output().expect("it can be run");
    let has_panicked = output.status.code().is_some_and(|code| code != 0);
    assert!(!has_panicked, "{}", String::from_utf8_lossy(&output.stderr));
    output.status.success()
}
