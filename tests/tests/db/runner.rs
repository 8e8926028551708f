//! The migration runner, the same on all servers, and what each has of its own.

use std::sync::Mutex;
use std::time::Duration;

use orm_migrate::runner::{Event, LockHolder, MigrateError, MigrationState, Migrator};
use orm_tests::database::{self, Server};
use orm_tests::{migrations, raw};
use sqlx::{Connection, MySqlConnection, MySqlPool, PgConnection, PgPool, SqlitePool};

/// Makes the tests of one scenario, one for each server.
macro_rules! on_all {
    ($($scenario:ident)*) => {
        $(mod $scenario {
            use super::*;

            #[test]
            fn postgres() {
                database::run(Server::Postgres, async |url| super::$scenario(Server::Postgres, &url).await);
            }

            #[test]
            fn mysql() {
                database::run(Server::Mysql, async |url| super::$scenario(Server::Mysql, &url).await);
            }

            #[test]
            fn sqlite() {
                database::run(Server::Sqlite, async |url| super::$scenario(Server::Sqlite, &url).await);
            }
        })*
    };
}

on_all! {
    a_second_run_does_nothing
    a_failed_migration_is_continued
    an_edited_statement_is_refused
    many_migrators_apply_everything_once
    settings_of_a_migration_end_with_it
    a_dry_run_changes_nothing
}

const A: &str = "CREATE TABLE a (id integer PRIMARY KEY);";

async fn status(url: &str, list: &orm_migrate::Migrations) -> Vec<MigrationState> {
    let status = match migrations::server_of(url) {
        Server::Postgres => orm_migrate::status(&PgPool::connect_lazy(url).expect("a URL"), list).await,
        Server::Mysql => orm_migrate::status(&MySqlPool::connect_lazy(url).expect("a URL"), list).await,
        Server::Sqlite => orm_migrate::status(&SqlitePool::connect_lazy(url).expect("a URL"), list).await,
    };
    status.expect("a status").migrations.into_iter().map(|migration| migration.state).collect()
}

async fn a_second_run_does_nothing(_server: Server, url: &str) {
    let list = migrations::of(&[A, "CREATE TABLE b (id integer);\nCREATE TABLE c (id integer);"]);
    assert_eq!(migrations::migrate(url, &list).await.expect("a run").applied.len(), 2);
    assert_eq!(migrations::migrate(url, &list).await.expect("a run").applied.len(), 0);
    assert_eq!(status(url, &list).await, [MigrationState::Applied, MigrationState::Applied]);
}

async fn a_failed_migration_is_continued(server: Server, url: &str) {
    let bad = migrations::of(&[A, "CREATE TABLE b (id integer);\n\nINSERT INTO missing VALUES (1);"]);
    let error = migrations::migrate(url, &bad).await.expect_err("no such table");
    assert!(error.to_string().starts_with("`2_x.sql`, line 3: statement 2 of 2 failed: "), "{error}");
    assert_eq!(error.exit_code(), 1);
    // MySQL commits every DDL statement.
    let done = usize::from(server == Server::Mysql);
    assert_eq!(status(url, &bad).await, [MigrationState::Applied, MigrationState::Failed { done, total: 2 }]);

    let good = migrations::of(&[A, "CREATE TABLE b (id integer);\n\nINSERT INTO b VALUES (1);"]);
    let report = migrations::migrate(url, &good).await.expect("the corrected file");
    assert_eq!(report.applied[0].resumed_after, done);
    assert_eq!(raw::number(server, url, "SELECT count(*) FROM b").await, 1);
}

async fn an_edited_statement_is_refused(_server: Server, url: &str) {
    let bad = "-- no-transaction\nCREATE TABLE b (id integer);\nINSERT INTO missing VALUES (1);";
    migrations::migrate(url, &migrations::of(&[bad])).await.expect_err("no such table");
    let edited = "-- no-transaction\nCREATE TABLE c (id integer);\nINSERT INTO c VALUES (1);";
    let error = migrations::migrate(url, &migrations::of(&[edited]))
        .await
        .expect_err("the first statement is applied");
    assert_eq!(
        error.to_string(),
        "`1_x.sql` was edited in its first 1 statements, which have already been applied"
    );
    assert_eq!(error.exit_code(), 6);
}

async fn many_migrators_apply_everything_once(server: Server, url: &str) {
    let list = migrations::of(&[
        "CREATE TABLE a (id integer PRIMARY KEY, n integer); INSERT INTO a VALUES (1, 0);",
        "UPDATE a SET n = n + 1;",
        "UPDATE a SET n = n + 1;",
    ]);
    let runs: Vec<_> = (0..6)
        .map(|_| {
            let (url, list) = (url.to_owned(), list.clone());
            tokio::spawn(async move { migrations::migrate(&url, &list).await })
        })
        .collect();
    let mut applied = 0;
    for run in runs {
        applied += run.await.expect("no panic").expect("every run succeeds").applied.len();
    }
    assert_eq!(applied, 3);
    assert_eq!(raw::number(server, url, "SELECT count(*) FROM a WHERE n = 2").await, 1);
}

async fn settings_of_a_migration_end_with_it(server: Server, url: &str) {
    let set = match server {
        Server::Postgres => "CREATE SCHEMA other; SELECT set_config('search_path', 'other', false);",
        Server::Mysql => "SET SESSION sql_mode = 'ANSI_QUOTES';",
        Server::Sqlite => "PRAGMA case_sensitive_like = ON;",
    };
    let list =
        migrations::of(&[set, "CREATE TABLE a (name varchar(9) DEFAULT 'x'); INSERT INTO a VALUES ('y');"]);
    migrations::migrate(url, &list).await.expect("a run");
    assert_eq!(raw::number(server, url, "SELECT count(*) FROM a").await, 1);
}

async fn a_dry_run_changes_nothing(_server: Server, url: &str) {
    let list = migrations::of(&[A]);
    let report = migrations::run(url, &Migrator::new(&list).dry_run(true)).await.expect("a dry run");
    assert_eq!(report.applied[0].statements, ["CREATE TABLE a (id integer PRIMARY KEY)"]);
    assert_eq!(status(url, &list).await, [MigrationState::Pending]);
    assert_eq!(migrations::migrate(url, &list).await.expect("a run").applied.len(), 1);
}

/// The error of a run that does not want to wait while another executes `slow`.
async fn error_of_second_run(url: &str, slow: &'static str) -> MigrateError {
    let (started, has_started) = tokio::sync::oneshot::channel();
    let started = Mutex::new(Some(started));
    let first = {
        let url = url.to_owned();
        tokio::spawn(async move {
            let list = migrations::of(&[slow]);
            let tell = |event: &Event| {
                if matches!(event, Event::StatementStarted { .. })
                    && let Some(started) = started.lock().expect("nobody panics with the lock").take()
                {
                    started.send(()).expect("the test waits");
                }
            };
            migrations::run(&url, &Migrator::new(&list).on_event(tell)).await
        })
    };
    has_started.await.expect("the first run begins");
    let list = migrations::of(&[slow]);
    let second = Migrator::new(&list).lock_timeout(Duration::from_millis(50));
    let error = migrations::run(url, &second).await.expect_err("the lock is taken");
    first.await.expect("no panic").expect("the first run succeeds");
    error
}

#[track_caller]
fn holder(error: MigrateError) -> LockHolder {
    assert_eq!(error.exit_code(), 5, "{error}");
    match error {
        MigrateError::Locked { holder: Some(holder), .. } => holder,
        other => panic!("{other}"),
    }
}

#[test]
fn the_holder_of_the_lock_is_named_on_postgres() {
    database::run(Server::Postgres, async |url| {
        let url = format!("{url}?application_name=deploy");
        let holder = holder(error_of_second_run(&url, "SELECT pg_sleep(1);").await);
        assert!(holder.application.starts_with("deploy as "), "{holder}");
        assert!(holder.age.is_some());
    });
}

#[test]
fn the_holder_of_the_lock_is_named_on_mysql() {
    database::run(Server::Mysql, async |url| {
        let holder = holder(error_of_second_run(&url, "DO SLEEP(1);").await);
        assert!(holder.application.contains('@'), "{holder}");
    });
}

#[test]
fn a_failed_run_gives_the_lock_back() {
    database::run(Server::Postgres, async |url| {
        let list = migrations::of(&["SELECT nothing;"]);
        let run = Migrator::new(&list).lock_timeout(Duration::ZERO);
        for _ in 0..3 {
            let error = migrations::run(&url, &run).await.expect_err("no such column");
            assert!(matches!(error, MigrateError::StatementFailed { .. }), "{error}");
        }
    });
}

/// The error of `ALTER TABLE a` while another session has read `a` in an open transaction.
async fn error_behind_a_reader<C: Connection>(url: &str, mut reader: C) -> MigrateError
where
    for<'c> &'c mut C: sqlx::Executor<'c, Database = C::Database>,
{
    migrations::migrate(url, &migrations::of(&[A])).await.expect("the table");
    sqlx::raw_sql("START TRANSACTION; SELECT * FROM a").execute(&mut reader).await.expect("a reader");
    let list = migrations::of(&[A, "ALTER TABLE a ADD COLUMN n integer;"]);
    let run = Migrator::new(&list).table_lock_timeout(Duration::from_millis(100));
    migrations::run(url, &run).await.expect_err("the table is in use")
}

#[track_caller]
fn assert_lock_timeout(error: &MigrateError) {
    assert!(matches!(error, MigrateError::StatementFailed { is_lock_timeout: true, .. }), "{error}");
    assert!(error.hint().is_some_and(|hint| hint.contains("another session uses the table")));
}

#[test]
fn a_table_in_use_stops_a_migration_on_postgres() {
    database::run(Server::Postgres, async |url| {
        let reader = PgConnection::connect(&url).await.expect("a connection");
        assert_lock_timeout(&error_behind_a_reader(&url, reader).await);
    });
}

#[test]
fn a_table_in_use_stops_a_migration_on_mysql() {
    database::run(Server::Mysql, async |url| {
        let reader = MySqlConnection::connect(&url).await.expect("a connection");
        assert_lock_timeout(&error_behind_a_reader(&url, reader).await);
    });
}

#[test]
fn an_index_that_failed_half_way_is_built_again() {
    database::run(Server::Postgres, async |url| {
        let index = "-- no-transaction\nCREATE UNIQUE INDEX CONCURRENTLY a_n ON a (n);";
        let list = migrations::of(&["CREATE TABLE a (n integer); INSERT INTO a VALUES (1), (1);", index]);
        migrations::migrate(&url, &list).await.expect_err("a duplicate");
        let invalid = "SELECT count(*) FROM pg_index WHERE NOT indisvalid";
        assert_eq!(raw::number(Server::Postgres, &url, invalid).await, 1);
        raw::execute(Server::Postgres, &url, &["DELETE FROM a; INSERT INTO a VALUES (1)".to_owned()]).await;
        migrations::migrate(&url, &list).await.expect("no duplicate");
        assert_eq!(raw::number(Server::Postgres, &url, invalid).await, 0);
    });
}

#[test]
fn values_that_do_not_fit_are_refused_on_mysql() {
    database::run(Server::Mysql, async |url| {
        let list = migrations::of(&["CREATE TABLE a (name varchar(2)); INSERT INTO a VALUES ('long');"]);
        let error = migrations::migrate(&url, &list).await.expect_err("strict mode");
        assert!(error.to_string().contains("too long"), "{error}");
    });
}

#[test]
fn a_server_that_cannot_be_had_is_named() {
    for server in [Server::Postgres, Server::Mysql] {
        database::run(server, async |url| {
            let list = migrations::of(&[A]);
            let (place, database) = url.rsplit_once('/').expect("a URL has a path");
            let error =
                migrations::migrate(&format!("{place}/missing"), &list).await.expect_err("no database");
            assert!(
                matches!(&error, MigrateError::DatabaseMissing { database, .. } if database == "missing"),
                "{error}"
            );

            let (scheme, address) = place.split_once("://").expect("a URL has a scheme");
            let host = address.rsplit('@').next().expect("there is a last part");
            let stranger = format!("{scheme}://stranger:secret@{host}/{database}");
            let error = migrations::migrate(&stranger, &list).await.expect_err("no such user");
            assert!(matches!(&error, MigrateError::Refused { user, .. } if user == "stranger"), "{error}");
            assert!(!format!("{error} {error:?} {:?}", error.hint()).contains("secret"));

            // Nobody listens on port 1.
            let error = migrations::migrate(&format!("{scheme}://127.0.0.1:1/x"), &list)
                .await
                .expect_err("no server");
            assert!(
                matches!(&error, MigrateError::Unreachable { place, .. } if place == "127.0.0.1:1"),
                "{error}"
            );
            assert_eq!(error.exit_code(), 1);
        });
    }
}

#[test]
fn a_timeout_that_the_database_gives_programs_does_not_end_a_migration() {
    database::run(Server::Postgres, async |url| {
        let limits = "DO $$ BEGIN
            EXECUTE format('ALTER DATABASE %I SET statement_timeout = 50', current_database());
            EXECUTE format('ALTER DATABASE %I SET idle_in_transaction_session_timeout = 50', current_database());
        END $$";
        raw::execute(Server::Postgres, &url, &[limits.to_owned()]).await;
        let slow = "CREATE TABLE b (id integer);\nSELECT pg_sleep(0.2);\nINSERT INTO b VALUES (1);";
        migrations::migrate(&url, &migrations::of(&[A, slow])).await.expect("as long as it takes");
        assert_eq!(raw::number(Server::Postgres, &url, "SELECT count(*) FROM b").await, 1);
    });
}
