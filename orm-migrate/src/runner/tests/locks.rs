use std::time::Duration;

use sqlx::Connection as _;

use super::{Scratch, migrations};
use crate::runner::{MigrateError, Migrator, migrate};

#[tokio::test]
async fn a_second_migrator_waits_and_gives_up() {
    let scratch = Scratch::new().await;
    let list = migrations(["CREATE TABLE a (id);"]);
    let mut other = scratch.pool.acquire().await.expect("a connection");
    sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut *other).await.expect("the write lock");
    let run = Migrator::new(&list).lock_timeout(Duration::from_millis(50));
    let error = run.run(&scratch.pool).await.expect_err("the lock is taken");
    assert!(matches!(error, MigrateError::Locked { .. }), "{error}");
    assert_eq!(error.exit_code(), 5);
    sqlx::raw_sql("ROLLBACK").execute(&mut *other).await.expect("the lock is free");
    run.run(&scratch.pool).await.expect("a run");
}

#[tokio::test]
async fn many_migrators_apply_everything_once() {
    let scratch = Scratch::new().await;
    let list = migrations([
        "CREATE TABLE a (id); INSERT INTO a VALUES (1);",
        "INSERT INTO a VALUES (2);",
        "INSERT INTO a VALUES (3);",
    ]);
    let reports = futures_util::future::join_all((0..6).map(|_| migrate(&scratch.pool, &list))).await;
    let applied: usize =
        reports.into_iter().map(|report| report.expect("every run succeeds").applied.len()).sum();
    assert_eq!(applied, 3);
    assert_eq!(scratch.rows("SELECT group_concat(id) FROM a").await, "1,2,3");
}

/// A process that dies leaves its transaction to the next one that opens the file.
#[tokio::test]
async fn a_connection_that_is_dropped_blocks_nobody() {
    let scratch = Scratch::new().await;
    let mut other =
        sqlx::SqliteConnection::connect_with(&scratch.pool.connect_options()).await.expect("a connection");
    sqlx::raw_sql("BEGIN IMMEDIATE; CREATE TABLE a (id);").execute(&mut other).await.expect("a transaction");
    drop(other);
    migrate(&scratch.pool, &migrations(["CREATE TABLE a (id);"])).await.expect("the lock is free");
}
