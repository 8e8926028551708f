//! Transactions that meet others and are run again.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future;
use orm_core::dialect::Database;
use orm_core::prelude::*;
use orm_core::{Error, ErrorKind};
use orm_tests::db_test;
use tokio::sync::Barrier;

use super::{Failed, add, rows, table};

db_test!(two_serializable_transactions_that_meet_both_come_through, [Postgres, Mysql], async |db| {
    meet(&db, Retry::new().options(TransactionOptions::new().serializable())).await
});

db_test!(two_deferred_transactions_that_meet_both_come_through, [Sqlite], async |db| {
    meet(&db, Retry::new().options(TransactionOptions::new().deferred())).await
});

/// Both add to what they read, and both have read before one writes.
async fn meet<D: Database>(db: &Db<D>, retry: Retry<D>) -> Result<(), Error> {
    sql("create table counters (n integer not null)").execute(db).await?;
    sql("insert into counters values (0)").execute(db).await?;
    let attempts = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&attempts);
    let db = db.on_statement(move |event| {
        if event.text.starts_with("select") {
            heard.lock().expect("nobody panics with it").push(event.attempt);
        }
    });
    let barrier = Barrier::new(2);
    let (db, barrier, retry) = (&db, &barrier, &retry);
    let add = async || {
        let is_first = AtomicU32::new(1);
        db.transaction_retrying(retry.clone(), async |tx| {
            let n: i32 = sql("select n from counters").scalar(tx).await?;
            if is_first.swap(0, Ordering::Relaxed) == 1 {
                barrier.wait().await;
            }
            sql("update counters set n = ").bind(n + 1).execute(tx).await
        })
        .await
    };
    future::try_join(add(), add()).await?;
    let n: i32 = sql("SELECT n from counters").scalar(db).await?;
    assert_eq!(n, 2);
    let mut attempts = attempts.lock().expect("nobody panics with it").clone();
    attempts.sort_unstable();
    assert_eq!(attempts[..2], [1, 1]);
    assert!(attempts[2..].iter().all(|&attempt| attempt > 1) && attempts.len() > 2, "{attempts:?}");
    Ok(())
}

db_test!(the_last_attempt_tells_how_many_there_were, async |db| {
    table(&db).await?;
    let runs = AtomicU32::new(0);
    let retry = Retry::new().attempts(3).delays(Duration::ZERO, Duration::ZERO);
    let result = db
        .transaction_retrying(retry, async |tx| {
            add(tx, 1).await?;
            runs.fetch_add(1, Ordering::Relaxed);
            Err::<(), _>(Error::new(ErrorKind::Serialization, "it meets another one every time"))
        })
        .await;
    let error = result.expect_err("no run succeeds");
    assert_eq!((runs.load(Ordering::Relaxed), error.attempts()), (3, 3));
    assert_eq!(error.to_string(), "it meets another one every time; it was run 3 times");
    assert!(rows(&db).await?.is_empty());
    Ok::<_, Error>(())
});

db_test!(an_error_that_would_come_again_is_not_tried_again, async |db| {
    table(&db).await?;
    let runs = AtomicU32::new(0);
    let result = db
        .transaction_retrying(Retry::new(), async |tx| {
            runs.fetch_add(1, Ordering::Relaxed);
            add(tx, 1).await?;
            Err::<(), _>(Failed::OnPurpose)
        })
        .await;
    assert!(matches!(result, Err(Failed::OnPurpose)));
    add(&db, 1).await?;
    let result = db
        .transaction_retrying(Retry::new(), async |tx| {
            runs.fetch_add(1, Ordering::Relaxed);
            add(tx, 1).await
        })
        .await;
    let error = result.expect_err("the key exists");
    assert!(matches!(error.kind(), ErrorKind::UniqueViolation(_)), "{error:?}");
    assert_eq!((runs.load(Ordering::Relaxed), error.attempts()), (2, 1));
    Ok::<_, Error>(())
});

db_test!(an_error_of_the_user_that_holds_one_of_ours_is_tried_again, async |db| {
    table(&db).await?;
    let runs = AtomicU32::new(0);
    let retry = Retry::new().delays(Duration::ZERO, Duration::ZERO);
    db.transaction_retrying(retry, async |tx| {
        add(tx, 1).await?;
        match runs.fetch_add(1, Ordering::Relaxed) {
            0 => Err(Failed::Otherwise(Error::new(ErrorKind::Serialization, "once"))),
            _ => Ok(()),
        }
    })
    .await
    .expect("the second run succeeds");
    assert_eq!((runs.load(Ordering::Relaxed), rows(&db).await?), (2, vec![1]));
    Ok::<_, Error>(())
});

db_test!(a_conflict_that_was_swallowed_is_tried_again, [Postgres], async |db| {
    table(&db).await?;
    add(&db, 1).await?;
    let runs = AtomicU32::new(0);
    let options = TransactionOptions::new().repeatable_read();
    db.transaction_retrying(options, async |tx| {
        rows(tx).await?;
        if runs.fetch_add(1, Ordering::Relaxed) == 0 {
            sql("update t set id = 2").execute(&db.detached()).await?;
        }
        let _ = sql("update t set id = id + 10").execute(tx).await;
        Ok::<_, Error>(())
    })
    .await?;
    assert_eq!((runs.load(Ordering::Relaxed), rows(&db).await?), (2, vec![12]));
    Ok::<_, Error>(())
});
