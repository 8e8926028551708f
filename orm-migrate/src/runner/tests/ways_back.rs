use super::{Scratch, migrations};
use crate::runner::{MigrateError, Migration, Migrations, Migrator, migrate};

const A: &str = "CREATE TABLE a (id INTEGER PRIMARY KEY);";
const B: &str = "CREATE TABLE b (id INTEGER PRIMARY KEY);\nINSERT INTO b VALUES (1);";

/// All that the history knows about the second migration.
const ROW: &str = "SELECT json_array(name, checksum, state, statements_total, statements_started, statements_done, \
    statement_chain, model_from, model_to, started_at, finished_at, duration_ms, error, error_statement, tool_version) \
    FROM _orm_migrations WHERE version = '2'";

/// [`A`] and [`B`], of which the second is taken back statement by statement.
fn with_down(statements: &str) -> Migrations {
    let second = Migration::new("2", "x", B).with_down(format!("-- no-transaction\n{statements}"));
    Migrations::new([Migration::new("1", "x", A), second]).expect("two versions")
}

#[tokio::test]
async fn what_fails_at_its_first_statement_stays_applied() {
    let scratch = Scratch::new().await;
    let bad = with_down("INSERT INTO missing VALUES (1);\nDROP TABLE b;");
    migrate(&scratch.pool, &bad).await.expect("both run");
    let before = scratch.rows(ROW).await;
    let error = Migrator::new(&bad).revert(&scratch.pool).await.expect_err("no such table");
    assert!(error.to_string().contains("statement 1 of 2 failed: no such table: missing"), "{error}");
    assert_eq!(scratch.rows(ROW).await, before);
    let report = migrate(&scratch.pool, &bad).await.expect("nothing is half taken back");
    assert!(report.applied.is_empty());

    let good = with_down("DROP TABLE b;");
    Migrator::new(&good).revert(&scratch.pool).await.expect("the corrected file");
    assert_eq!(scratch.tables().await, "a");
    migrate(&scratch.pool, &good).await.expect("the second once more");
}

/// A run that was killed before its first statement was done leaves a row that the next one finds.
#[tokio::test]
async fn a_retry_that_fails_at_once_enters_the_row_as_it_was() {
    for killed in [
        "UPDATE _orm_migrations SET state = 'reverting', statements_total = 7, statements_started = 0, statements_done = 0, \
         statement_chain = 'x' WHERE version = '2'",
        "UPDATE _orm_migrations SET state = 'reverting', statements_total = 7, statements_started = 1, statements_done = 0, \
         statement_chain = 'x' WHERE version = '2'",
    ] {
        let scratch = Scratch::new().await;
        let bad = with_down("PRAGMA missing.user_version = 7;\nDROP TABLE b;");
        migrate(&scratch.pool, &bad).await.expect("both run");
        let before = scratch.rows(ROW).await;
        scratch.run(killed).await;
        let error = migrate(&scratch.pool, &bad).await.expect_err("it is being taken back");
        assert!(matches!(error, MigrateError::HalfReverted { .. }), "{error}");
        let error = Migrator::new(&bad).revert(&scratch.pool).await.expect_err("no such database");
        assert!(matches!(error, MigrateError::StatementFailed { statement: 1, .. }), "{error}");
        assert_eq!(scratch.rows(ROW).await, before);
        migrate(&scratch.pool, &bad).await.expect("nothing is half taken back");
    }
}

#[tokio::test]
async fn what_is_half_taken_back_is_finished_first() {
    let scratch = Scratch::new().await;
    let bad = with_down("DELETE FROM b;\nINSERT INTO missing VALUES (1);\nDROP TABLE b;");
    migrate(&scratch.pool, &bad).await.expect("both run");
    Migrator::new(&bad).revert(&scratch.pool).await.expect_err("no such table");
    let error = migrate(&scratch.pool, &bad).await.expect_err("the row of `b` is gone");
    assert!(matches!(error, MigrateError::HalfReverted { .. }), "{error}");
    let good = with_down("DELETE FROM b;\nDROP TABLE b;");
    let report = Migrator::new(&good).revert(&scratch.pool).await.expect("the corrected file");
    assert_eq!(report.applied[0].resumed_after, 1);
    assert_eq!(scratch.tables().await, "a");
}

#[tokio::test]
async fn what_shares_a_transaction_is_taken_back_as_a_whole() {
    let scratch = Scratch::new().await;
    let bad = with_down(
        "-- orm:transaction\nDELETE FROM b;\nINSERT INTO missing VALUES (1);\n-- orm:alone\nDROP TABLE b;",
    );
    migrate(&scratch.pool, &bad).await.expect("both run");
    let before = scratch.rows(ROW).await;
    let error = Migrator::new(&bad).revert(&scratch.pool).await.expect_err("no such table");
    assert!(error.to_string().contains("statement 2 of 3 failed: no such table: missing"), "{error}");
    assert_eq!(scratch.rows(ROW).await, before);
    assert_eq!(scratch.rows("SELECT CAST(id AS TEXT) FROM b").await, "1");
    migrate(&scratch.pool, &bad).await.expect("nothing is half taken back");
}

#[tokio::test]
async fn what_shares_a_transaction_is_continued_as_a_whole() {
    let scratch = Scratch::new().await;
    let done = "-- orm:transaction\nUPDATE b SET id = 2;\nUPDATE b SET id = id + 1;\n";
    let bad =
        with_down(&format!("{done}-- orm:transaction\nDELETE FROM b;\nINSERT INTO missing VALUES (1);"));
    migrate(&scratch.pool, &bad).await.expect("both run");
    let error = Migrator::new(&bad).revert(&scratch.pool).await.expect_err("no such table");
    assert!(matches!(error, MigrateError::StatementFailed { statement: 4, applied: 2, .. }), "{error}");
    assert_eq!(scratch.rows("SELECT CAST(id AS TEXT) FROM b").await, "3");
    let counts = "SELECT state || statements_done || statements_started || error_statement FROM _orm_migrations WHERE version = '2'";
    assert_eq!(scratch.rows(counts).await, "reverting224");
    let error = migrate(&scratch.pool, &bad).await.expect_err("the row of `b` is another");
    assert!(matches!(error, MigrateError::HalfReverted { .. }), "{error}");
    let good = with_down(&format!("{done}-- orm:transaction\nDELETE FROM b;\nDROP TABLE b;"));
    let report = Migrator::new(&good).revert(&scratch.pool).await.expect("the corrected file");
    assert_eq!(report.applied[0].resumed_after, 2);
    assert_eq!(scratch.tables().await, "a");
}

#[cfg(feature = "cli")]
#[tokio::test]
async fn a_history_is_begun_together_with_its_files() {
    let scratch = Scratch::new().await;
    scratch.run("CREATE TABLE a (id INTEGER PRIMARY KEY)").await;
    let list = migrations([A]);
    let migrator = Migrator::new(&list);
    let error = migrator.adopt(&scratch.pool, || Err(MigrateError::NoSchema)).await.expect_err("not written");
    assert!(matches!(error, MigrateError::NoSchema), "{error}");
    assert_eq!(scratch.rows("SELECT version FROM _orm_migrations").await, "");

    let mut is_written = false;
    let write = || -> Result<(), MigrateError> {
        is_written = true;
        Ok(())
    };
    migrator.adopt(&scratch.pool, write).await.expect("no history");
    assert!(is_written);
    assert_eq!(scratch.rows("SELECT version || state FROM _orm_migrations").await, "1applied");

    let write = || -> Result<(), MigrateError> { panic!("nothing is written beside a history") };
    let error = migrator.adopt(&scratch.pool, write).await.expect_err("a history");
    assert!(matches!(error, MigrateError::HasHistory { .. }), "{error}");
}
