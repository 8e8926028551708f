use super::{Scratch, migrations};
use crate::runner::{MigrateError, Migration, MigrationState, Migrations, Migrator, migrate, status};

const A: &str = "CREATE TABLE a (id);";
const B: &str = "CREATE TABLE b (id);";
const C: &str = "CREATE TABLE c (id);";

fn of(list: &[(&'static str, &'static str)]) -> Migrations {
    Migrations::new(list.iter().map(|(version, sql)| Migration::new(*version, "x", *sql)))
        .expect("all versions differ")
}

#[tokio::test]
async fn an_edited_file_is_refused_but_line_ends_may_change() {
    let scratch = Scratch::new().await;
    migrate(&scratch.pool, &migrations([A])).await.expect("a run");
    migrate(&scratch.pool, &migrations(["\u{feff}CREATE TABLE a (id);\r\n"])).await.expect("the same text");
    let edited = migrations(["CREATE TABLE a (id, name);"]);
    let error = migrate(&scratch.pool, &edited).await.expect_err("another text");
    assert_eq!(error.to_string(), "`1_x.sql` was edited after it had been applied");
    assert_eq!(error.exit_code(), 6);
    let found = status(&scratch.pool, &edited).await.expect("a status");
    assert_eq!(found.migrations[0].state, MigrationState::Edited);
}

#[tokio::test]
async fn a_missing_file_is_refused() {
    let scratch = Scratch::new().await;
    migrate(&scratch.pool, &migrations([A, B, C])).await.expect("a run");
    let without = of(&[("1", A), ("3", C)]);
    let error = migrate(&scratch.pool, &without).await.expect_err("a file is gone");
    assert_eq!(error.to_string(), "`2_x.sql` has been applied to the database, but the file is missing");
    assert_eq!(error.exit_code(), 6);
    let found = status(&scratch.pool, &without).await.expect("a status");
    assert_eq!(found.migrations[1].state, MigrationState::Missing);
}

#[tokio::test]
async fn a_late_file_is_refused() {
    let scratch = Scratch::new().await;
    migrate(&scratch.pool, &of(&[("1", A), ("3", C)])).await.expect("a run");
    let all = migrations([A, B, C]);
    let error = migrate(&scratch.pool, &all).await.expect_err("a file came late");
    assert_eq!(error.to_string(), "`2_x.sql` is older than `3_x.sql`, which has already been applied");
    assert_eq!(error.exit_code(), 6);
    let found = status(&scratch.pool, &all).await.expect("a status");
    assert_eq!(found.migrations[1].state, MigrationState::OutOfOrder);
}

#[tokio::test]
async fn a_newer_database_is_reported_or_refused() {
    let scratch = Scratch::new().await;
    migrate(&scratch.pool, &migrations([A, B])).await.expect("a run");
    let older = migrations([A]);
    let report = migrate(&scratch.pool, &older).await.expect("nothing to do");
    assert_eq!(report.newer, ["2_x.sql"]);
    let error = Migrator::new(&older).refuse_newer(true).run(&scratch.pool).await.expect_err("refused");
    assert!(matches!(error, MigrateError::DatabaseAhead { .. }));
    assert_eq!(error.exit_code(), 6);
}

#[tokio::test]
async fn a_failed_file_may_be_deleted_and_generated_again() {
    let scratch = Scratch::new().await;
    migrate(&scratch.pool, &of(&[("1", A), ("2", "nonsense;")])).await.expect_err("no SQL");
    migrate(&scratch.pool, &of(&[("1", A), ("3", C)])).await.expect("the other file");
    assert_eq!(scratch.rows("SELECT version FROM _orm_migrations ORDER BY version").await, "1,3");
}

#[tokio::test]
async fn a_history_of_a_later_version_is_refused() {
    let scratch = Scratch::new().await;
    migrate(&scratch.pool, &migrations([A])).await.expect("a run");
    scratch.run("UPDATE _orm_meta SET value = '99' WHERE name = 'layout'").await;
    let error = migrate(&scratch.pool, &migrations([A, B])).await.expect_err("an unknown layout");
    assert_eq!(error.to_string(), "the history table has layout 99, this version knows layouts up to 1");
    assert_eq!(scratch.tables().await, "a");
}
