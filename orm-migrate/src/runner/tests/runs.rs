use std::sync::Mutex;

use super::{Scratch, migrations};
use crate::runner::{
    Event, MigrateError, MigrationState, Migrator, SchemaState, check_schema, migrate, status,
};

const A: &str = "CREATE TABLE a (id INTEGER PRIMARY KEY);";
const B: &str = "CREATE TABLE b (id INTEGER PRIMARY KEY);\nINSERT INTO b VALUES (1);";

#[tokio::test]
async fn a_second_run_does_nothing() {
    let scratch = Scratch::new().await;
    let list = migrations([A, B]);
    let report = migrate(&scratch.pool, &list).await.expect("the first run");
    assert_eq!(report.applied.iter().map(|done| done.version.as_str()).collect::<Vec<_>>(), ["1", "2"]);
    assert_eq!(report.applied[1].statements.len(), 2);
    let report = migrate(&scratch.pool, &list).await.expect("the second run");
    assert!(report.applied.is_empty());
    assert!(status(&scratch.pool, &list).await.expect("a status").is_current());
}

#[tokio::test]
async fn a_dry_run_changes_nothing() {
    let scratch = Scratch::new().await;
    let list = migrations([A, B]);
    let report = Migrator::new(&list).dry_run(true).run(&scratch.pool).await.expect("a dry run");
    assert!(report.is_dry_run);
    assert_eq!(report.applied[0].statements, ["CREATE TABLE a (id INTEGER PRIMARY KEY)"]);
    assert_eq!(scratch.rows("SELECT name FROM sqlite_schema").await, "");
}

#[tokio::test]
async fn a_run_stops_at_its_target() {
    let scratch = Scratch::new().await;
    let list = migrations([A, B]);
    Migrator::new(&list).to("1").run(&scratch.pool).await.expect("the first migration");
    assert_eq!(scratch.tables().await, "a");
    let states: Vec<_> = status(&scratch.pool, &list).await.expect("a status").migrations;
    assert_eq!(states[1].state, MigrationState::Pending);
    let error = Migrator::new(&list).to("7").run(&scratch.pool).await.expect_err("no such version");
    assert_eq!(error.exit_code(), 2);
}

#[tokio::test]
async fn a_failed_migration_leaves_nothing_and_can_be_corrected() {
    let scratch = Scratch::new().await;
    let error = migrate(&scratch.pool, &migrations([A, "CREATE TABLE b (id);\n\nINSERT INTO c VALUES (1);"]))
        .await
        .expect_err("no table c");
    assert_eq!(error.to_string(), "`2_x.sql`, line 3: statement 2 of 2 failed: no such table: c");
    assert_eq!(error.exit_code(), 1);
    assert_eq!(scratch.tables().await, "a");
    let found = status(&scratch.pool, &migrations([A, B])).await.expect("a status");
    assert_eq!(found.migrations[1].state, MigrationState::Failed { done: 0, total: 2 });
    assert!(found.migrations[1].error.as_deref().is_some_and(|error| error.contains("no such table: c")));
    migrate(&scratch.pool, &migrations([A, B])).await.expect("the corrected file");
    assert_eq!(scratch.tables().await, "a,b");
}

#[tokio::test]
async fn without_a_transaction_the_next_run_continues_behind_each_statement() {
    let good =
        ["CREATE TABLE a (id)", "CREATE TABLE b (id)", "INSERT INTO a VALUES (1)", "CREATE TABLE c (id)"];
    for failing in 0..good.len() {
        let scratch = Scratch::new().await;
        let file = |statements: &[&str]| format!("-- no-transaction\n{};\n", statements.join(";\n"));
        let mut bad = good.to_vec();
        bad[failing] = "INSERT INTO nothing VALUES (1)";
        let with = |sql: String| {
            crate::Migrations::new([crate::runner::Migration::new("1", "x", sql)]).expect("one migration")
        };
        let error = migrate(&scratch.pool, &with(file(&bad))).await.expect_err("one statement is wrong");
        assert!(error.to_string().contains(&format!("statement {} of 4 failed", failing + 1)), "{error}");

        let mut edited = good.to_vec();
        edited[0] = "CREATE TABLE other (id)";
        if failing > 0 {
            let error = migrate(&scratch.pool, &with(file(&edited)))
                .await
                .expect_err("an applied statement is edited");
            assert!(matches!(error, MigrateError::EditedAfterPartialRun { .. }), "{error}");
            assert_eq!(error.exit_code(), 6);
        }
        let report = migrate(&scratch.pool, &with(file(&good))).await.expect("the rest is corrected");
        assert_eq!(report.applied[0].resumed_after, failing);
        assert_eq!(scratch.tables().await, "a,b,c");
        assert_eq!(scratch.rows("SELECT cast(count(*) AS text) FROM a").await, "1");
    }
}

#[tokio::test]
async fn statements_that_stand_alone_run_without_a_transaction() {
    let scratch = Scratch::new().await;
    let list = migrations([A, "-- no-transaction\nVACUUM;\nPRAGMA user_version = 7;"]);
    migrate(&scratch.pool, &list).await.expect("both run");
    assert_eq!(scratch.rows("SELECT cast(user_version AS text) FROM pragma_user_version").await, "7");
}

#[tokio::test]
async fn a_broken_file_stops_the_run_before_it_begins() {
    let scratch = Scratch::new().await;
    let error =
        migrate(&scratch.pool, &migrations([A, "BEGIN;"])).await.expect_err("a transaction in a file");
    assert_eq!(
        error.to_string(),
        "`2_x.sql`, line 1: `BEGIN`: a migration file must not control transactions"
    );
    assert!(error.hint().is_some_and(|hint| hint.contains("-- no-transaction")));
    assert_eq!(scratch.tables().await, "");
}

#[tokio::test]
async fn a_database_in_memory_is_migrated_over_its_pool() {
    let pool = sqlx::SqlitePool::connect("sqlite::memory:").await.expect("a database in memory");
    migrate(&pool, &migrations([A])).await.expect("a run");
    sqlx::query("INSERT INTO a VALUES (1)").execute(&pool).await.expect("the table is there");
}

#[tokio::test]
async fn everything_that_happens_is_told() {
    let scratch = Scratch::new().await;
    let events = Mutex::new(Vec::new());
    let list = migrations([B]);
    let tell = |event: &Event| {
        let word = match event {
            Event::MigrationStarted { .. } => "start".to_owned(),
            Event::StatementStarted { statement, .. } => format!("send {statement}"),
            Event::StatementExecuted { statement, .. } => format!("done {statement}"),
            Event::MigrationFinished { .. } => "finish".to_owned(),
            other => format!("{other:?}"),
        };
        events.lock().expect("no test thread panicked").push(word);
    };
    Migrator::new(&list).on_event(tell).run(&scratch.pool).await.expect("a run");
    let events = events.into_inner().expect("no test thread panicked");
    assert_eq!(events, ["start", "send 1", "done 1", "send 2", "done 2", "finish"]);
}

#[tokio::test]
async fn a_program_knows_whether_its_schema_is_the_one_of_the_database() {
    let scratch = Scratch::new().await;
    let list = migrations([
        "-- orm: v=1 from=empty to=aa\nCREATE TABLE a (id);",
        "-- orm: v=1 from=aa to=bb\nCREATE TABLE b (id);",
        "INSERT INTO a VALUES (1);",
    ]);
    let pool = &scratch.pool;
    assert_eq!(check_schema(pool, "aa").await.expect("a check"), SchemaState::Behind { last_applied: None });
    migrate(pool, &list).await.expect("a run");
    let last_applied = "3_x.sql".to_owned();
    assert_eq!(check_schema(pool, "bb").await.expect("a check"), SchemaState::Current);
    assert_eq!(
        check_schema(pool, "aa").await.expect("a check"),
        SchemaState::Ahead { known: "1_x.sql".to_owned(), last_applied: last_applied.clone() }
    );
    assert_eq!(
        check_schema(pool, "cc").await.expect("a check"),
        SchemaState::Behind { last_applied: Some(last_applied) }
    );
}

#[tokio::test]
async fn a_file_that_is_no_database_is_named() {
    let scratch = Scratch::new().await;
    let path = scratch.folder.path().join("text.db");
    std::fs::write(&path, "this is plain text and no database at all, however long one reads ".repeat(20))
        .expect("a file can be written");
    let url = format!("sqlite://{}", path.display());
    let pool = sqlx::SqlitePool::connect_lazy(&url).expect("a URL");
    let error = migrate(&pool, &migrations([A])).await.expect_err("no database");
    assert_eq!(
        error.to_string(),
        format!("cannot open the database file `{}`: file is not a database", path.display())
    );

    let missing = scratch.folder.path().join("missing.db");
    let pool = sqlx::SqlitePool::connect_lazy(&format!("sqlite://{}", missing.display())).expect("a URL");
    let error = migrate(&pool, &migrations([A])).await.expect_err("no file");
    assert!(matches!(error, MigrateError::CannotOpen { .. }), "{error}");
    assert!(error.hint().is_some_and(|hint| hint.contains("mode=rwc")));

    let read_only = format!("sqlite://{}?mode=ro", scratch.folder.path().join("test.db").display());
    let pool = sqlx::SqlitePool::connect_lazy(&read_only).expect("a URL");
    let error = migrate(&pool, &migrations([A])).await.expect_err("read-only");
    assert!(matches!(error, MigrateError::ReadOnly { .. }), "{error}");
}

#[tokio::test]
async fn a_commit_that_fails_leaves_nothing_and_says_how_to_go_on() {
    let scratch = Scratch::new().await;
    let orphan = "CREATE TABLE a (id INTEGER PRIMARY KEY);\n\
                  CREATE TABLE b (a REFERENCES a DEFERRABLE INITIALLY DEFERRED);\n\
                  INSERT INTO b VALUES (1);\n";
    let error = migrate(&scratch.pool, &migrations([orphan])).await.expect_err("the row has no parent");
    assert_eq!(error.to_string(), "committing: FOREIGN KEY constraint failed");
    assert!(error.hint().is_some_and(|hint| hint.starts_with("run again")), "{error:?}");
    assert_eq!(scratch.tables().await, "");
}
