use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use futures_util::StreamExt;
use tokio::runtime::Builder;
use tokio::time::{sleep, timeout};

use crate::exec::{Db, Executor};
use crate::expr::sql;
use crate::{Error, ErrorKind, Sqlite};

/// Counts to four million, which takes a good part of a second.
const SLOW: &str = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 4000000) \
                    select count(*) from n where i % 7 <> 3";

#[test]
fn a_slow_query_leaves_the_thread_to_others() {
    run(async |db| {
        let ticks = Arc::new(AtomicU64::new(0));
        let longest = Arc::new(AtomicU64::new(0));
        let is_over = Arc::new(AtomicBool::new(false));
        let ticking = tokio::spawn({
            let (ticks, longest, is_over) = (Arc::clone(&ticks), Arc::clone(&longest), Arc::clone(&is_over));
            async move {
                while !is_over.load(Ordering::Relaxed) {
                    let start = Instant::now();
                    sleep(Duration::from_millis(1)).await;
                    let gap = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
                    longest.fetch_max(gap, Ordering::Relaxed);
                    ticks.fetch_add(1, Ordering::Relaxed);
                }
            }
        });
        let start = Instant::now();
        // The first run is unknown, the others are known to be slow.
        for _ in 0..3 {
            assert_eq!(number(&db, SLOW).await?, 3_428_571);
        }
        let each = start.elapsed() / 3;
        is_over.store(true, Ordering::Relaxed);
        ticking.await.expect("the ticking task ends");
        assert!(ticks.load(Ordering::Relaxed) > 20, "{ticks:?} ticks");
        assert!(u128::from(longest.load(Ordering::Relaxed)) < each.as_millis(), "{longest:?} of {each:?}");
        Ok(())
    });
}

#[test]
fn a_query_that_becomes_slow_is_moved_away() {
    run(async |db| {
        for _ in 0..20 {
            assert_eq!(counted(&db, 10).await?, 10);
        }
        let ticks = Arc::new(AtomicU64::new(0));
        let ticking = tokio::spawn({
            let ticks = Arc::clone(&ticks);
            async move {
                loop {
                    sleep(Duration::from_millis(1)).await;
                    ticks.fetch_add(1, Ordering::Relaxed);
                }
            }
        });
        assert_eq!(counted(&db, 3_000_000).await?, 3_000_000);
        ticking.abort();
        assert!(ticks.load(Ordering::Relaxed) > 5, "{ticks:?} ticks");
        Ok(())
    });
}

#[test]
fn waiting_for_a_lock_leaves_the_thread_to_others() {
    run(async |db| {
        table(&db).await?;
        for _ in 0..20 {
            add(&db).await?;
        }
        let holder = db.begin().await?;
        add(&holder).await?;
        let waiting = tokio::spawn({
            let db = db.clone();
            async move { add(&db).await }
        });
        // On a runtime of one thread this sleep ends only if the writer does not keep the thread.
        sleep(Duration::from_millis(50)).await;
        holder.commit().await?;
        waiting.await.expect("the writer ends")?;
        assert_eq!(number(&db, "select count(*) from numbers").await?, 22);
        Ok(())
    });
}

#[test]
fn a_dropped_statement_is_cut_off_and_holds_no_lock() {
    run(async |db| {
        table(&db).await?;
        let tx = db.begin().await?;
        add(&tx).await?;
        assert!(timeout(Duration::from_millis(20), number(&tx, SLOW)).await.is_err());
        drop(tx);
        // Needs the lock that the transaction held.
        let start = Instant::now();
        add(&db).await?;
        assert!(start.elapsed() < Duration::from_secs(4), "{:?}", start.elapsed());
        assert_eq!(number(&db, "select count(*) from numbers").await?, 1);
        Ok(())
    });
}

#[test]
fn a_transaction_cut_off_in_a_write_keeps_nothing() {
    run(async |db| {
        table(&db).await?;
        let tx = db.begin().await?;
        add(&tx).await?;
        let slow = sql(
            "insert into numbers with recursive n(i) as (select 1 union all select i + 1 from n where i < 9000000) select i from n",
        );
        assert!(timeout(Duration::from_millis(50), slow.execute(&tx)).await.is_err());
        let error = add(&tx).await.expect_err("the transaction is gone");
        assert!(matches!(error.kind(), ErrorKind::Transaction), "{error}");
        drop(tx);
        assert_eq!(number(&db, "select count(*) from numbers").await?, 0);
        Ok(())
    });
}

#[test]
fn a_stream_may_be_dropped_before_its_end() {
    run(async |db| {
        table(&db).await?;
        sql("insert into numbers with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000) select i from n")
            .execute(&db)
            .await?;
        for wanted in [0, 1, 300, 2000] {
            let mut rows = sql("select i from numbers").stream::<(i64,), _, _>(&db);
            for expected in 1..=wanted {
                assert_eq!(rows.next().await.transpose()?, Some((expected,)));
            }
        }
        sql("drop table numbers").execute(&db).await?;
        Ok(())
    });
}

#[test]
fn several_statements_in_one_text_run_one_after_the_other() {
    run(async |db| {
        sql("create table a (i integer); create table b (i integer); -- done").execute(&db).await?;
        assert_eq!(number(&db, "select count(*) from a, b").await?, 0);
        assert_eq!(sql("-- nothing").execute(&db).await?, 0);
        Ok(())
    });
}

#[test]
fn a_statement_follows_a_change_of_the_schema() {
    run(async |db| {
        table(&db).await?;
        for _ in 0..3 {
            add(&db).await?;
            let rows: Vec<(i64,)> = sql("select * from numbers limit 1").all(&db).await?;
            assert_eq!(rows, [(7,)]);
        }
        sql("alter table numbers add column name text").execute(&db).await?;
        let rows: Vec<(i64, Option<String>)> = sql("select * from numbers limit 1").all(&db).await?;
        assert_eq!(rows, [(7, None)]);
        Ok(())
    });
}

#[test]
fn more_statements_than_are_kept() {
    run(async |db| {
        for round in 0..3 {
            for i in 0..200 {
                assert_eq!(number(&db, format!("select {i} + {round}").leak()).await?, i + round);
            }
        }
        Ok(())
    });
}

#[test]
fn a_database_in_memory_outlives_its_idle_connection() {
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let db: Db<Sqlite> = Db::connect("sqlite::memory:").await.expect("a database");
        table(&db).await.expect("a table");
        let tx = db.begin().await.expect("a transaction");
        let _ = timeout(Duration::from_millis(10), number(&tx, SLOW)).await;
        drop(tx);
        assert_eq!(number(&db, "select count(*) from numbers").await.expect("a number"), 0);
        db.close().await;
        let error = number(&db, "select 1").await.expect_err("the pool is closed");
        assert!(matches!(error.kind(), ErrorKind::Pool), "{error}");
    });
}

async fn table(db: &Db<Sqlite>) -> Result<(), Error> {
    sql("create table numbers (i integer)").execute(db).await.map(drop)
}

async fn add(executor: impl Executor<Sqlite>) -> Result<(), Error> {
    sql("insert into numbers values (7)").execute(executor).await.map(drop)
}

async fn counted(db: &Db<Sqlite>, to: i64) -> Result<i64, Error> {
    sql("with recursive n(i) as (select 1 union all select i + 1 from n where i < ")
        .bind(to)
        .sql(") select count(*) from n")
        .scalar(db)
        .await
}

async fn number(executor: impl Executor<Sqlite>, text: &'static str) -> Result<i64, Error> {
    sql(text).scalar(executor).await
}

/// Runs `body` on a runtime of one thread, with a database in a file of its own.
fn run(body: impl AsyncFnOnce(Db<Sqlite>) -> Result<(), Error>) {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let file = File(std::env::temp_dir().join(format!(
        "orm-direct-{}-{}.db",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::Relaxed)
    )));
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let db = Db::connect(&format!("sqlite://{}", file.0.display())).await.expect("a database");
        body(db.clone()).await.expect("success");
        db.close().await;
    });
}

/// Removed at the end of the test, with what WAL mode leaves beside it.
struct File(PathBuf);

impl Drop for File {
    fn drop(&mut self) {
        for suffix in ["", "-wal", "-shm"] {
            let mut path = self.0.clone().into_os_string();
            path.push(suffix);
            let _ = std::fs::remove_file(path);
        }
    }
}
