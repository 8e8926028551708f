//! A database that cannot be reached, opened or locked.

use std::env;

use orm_tests::database::{self, Server};
use orm_tests::project::Project;
use sqlx::Executor;

use crate::{USERS, complaint};

/// A project of that database with one migration.
fn generated(dialect: &str, url: &str) -> Project {
    let project = Project::with_database(dialect, url, USERS);
    project.run(&["generate"]).exits_with(0);
    project
}

#[test]
fn a_server_that_does_not_answer() {
    for (dialect, scheme) in [("postgres", "postgres"), ("mysql", "mysql")] {
        let project = generated(dialect, &format!("{scheme}://nobody:secret@127.0.0.1:1/app"));
        for command in ["migrate", "status"] {
            let text = complaint(&project, &[command], 1);
            assert!(text.starts_with("error: cannot reach the database server at 127.0.0.1:1"), "{text}");
            assert!(text.contains("\nhint: "), "{text}");
            assert!(!text.contains("secret"), "{text}");
        }
    }
}

#[test]
fn a_wrong_password() {
    for (dialect, variable) in [("postgres", "ORM_TEST_POSTGRES_URL"), ("mysql", "ORM_TEST_MYSQL_URL")] {
        let url = env::var(variable).unwrap_or_else(|_| panic!("{variable} is not set; run `scripts/test`"));
        let (scheme, rest) = url.split_once("://").expect("a URL has a scheme");
        let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
        let project = generated(dialect, &format!("{scheme}://nobody_at_all:secret@{place}"));
        let text = complaint(&project, &["migrate"], 1);
        assert!(text.starts_with("error: the database server at "), "{text}");
        assert!(text.contains("`nobody_at_all`"), "{text}");
        assert!(text.ends_with("hint: check user and password in the URL\n"), "{text}");
        assert!(!text.contains("secret"), "{text}");
    }
}

#[test]
fn a_file_in_a_folder_that_is_not_there() {
    let project = generated("sqlite", "sqlite:///nowhere/app.db?mode=rwc");
    let text = complaint(&project, &["migrate"], 1);
    assert!(text.starts_with("error: cannot open the database file `/nowhere/app.db`"), "{text}");
}

#[test]
fn a_url_that_is_not_set() {
    let project = Project::sqlite(USERS);
    project.write(
        "orm.toml",
        "dialect = \"sqlite\"\nschema = \"src/schema.rs\"\nurl = { env = \"APP_DATABASE\" }\n",
    );
    assert_eq!(
        complaint(&project, &["migrate"], 2),
        "error: `APP_DATABASE` is set neither in the environment nor in `.env`\n\
         hint: set it, or pass `--url sqlite://app.db`\n"
    );
    project.write(".env", "APP_DATABASE=sqlite://from_file.db?mode=rwc\n");
    project.run(&["migrate"]).exits_with(0);
    assert!(project.path("from_file.db").exists());
    project.run_with(&["migrate"], &[("APP_DATABASE", "sqlite://from_env.db?mode=rwc")]).exits_with(0);
    assert!(project.path("from_env.db").exists());
}

#[test]
fn a_url_of_another_database() {
    let project = generated("sqlite", "sqlite://app.db");
    assert_eq!(
        complaint(&project, &["status", "--url", "mysql://root:secret@localhost/app"], 2),
        "error: the URL begins with `mysql:`, but orm.toml says SQLite\nhint: a URL such as sqlite://app.db\n"
    );
    assert_eq!(
        complaint(&project, &["status", "--url", "libsql://app.example?authToken=secret"], 2),
        "error: the URL begins with `libsql:`, but orm.toml says SQLite\nhint: a URL such as sqlite://app.db\n"
    );
}

#[test]
fn a_second_migrator() {
    let project = generated("sqlite", "sqlite://app.db?mode=rwc");
    let url = format!("sqlite://{}?mode=rwc", project.path("app.db").display());
    database::run(Server::Sqlite, async |_| {
        let pool = sqlx::SqlitePool::connect(&url).await.expect("the file can be opened");
        let mut connection = pool.acquire().await.expect("there is a connection");
        connection.execute("BEGIN IMMEDIATE").await.expect("nobody else is there");
        let text = complaint(&project, &["migrate", "--lock-timeout", "1"], 5);
        assert!(text.contains("error: another migrator is at work"), "{text}");
        assert!(text.contains("\nhint: "), "{text}");
        connection.execute("ROLLBACK").await.expect("the transaction can be ended");
    });
    project.run(&["migrate"]).exits_with(0);
}

#[test]
fn a_url_without_a_database() {
    let url = env::var("ORM_TEST_MYSQL_URL").expect("ORM_TEST_MYSQL_URL is not set; run `scripts/test`");
    let (server, _) = url.rsplit_once('/').expect("the URL names a database");
    let text = complaint(&generated("mysql", server), &["migrate"], 1);
    assert!(text.contains("hint: name the database in the URL"), "{text}");
}
