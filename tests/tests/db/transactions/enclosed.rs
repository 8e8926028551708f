//! Statements on `db` where `tx` was meant.

use std::time::{Duration, Instant};

use orm_core::{Error, ErrorKind};
use orm_tests::db_test;

use super::{add, rows, sized, table};

db_test!(a_statement_that_would_wait_for_the_only_connection_fails_at_once, async |db, url| {
    table(&db).await?;
    let db = sized(&db, url, 1).await?;
    db.transaction(async |tx| {
        let error = add(&db, 1).await.expect_err("the transaction has the connection");
        assert_eq!(error.kind(), &ErrorKind::Transaction);
        assert_eq!(
            error.to_string(),
            "the statement is run on `db` inside of a transaction and would wait for it for ever: \
             the transaction has the only connection of the pool; run it on `tx`, or after the transaction"
        );
        db.begin().await.expect_err("the transaction has the connection");
        add(tx, 1).await
    })
    .await?;
    assert_eq!(rows(&db).await?, [1]);
    Ok::<_, Error>(())
});

db_test!(
    a_statement_that_would_wait_for_the_lock_of_its_own_transaction_fails_at_once,
    [Sqlite],
    async |db| {
        table(&db).await?;
        db.transaction(async |tx| {
        add(tx, 1).await?;
        // It sees the state before the transaction.
        assert!(rows(&db).await?.is_empty());
        let start = Instant::now();
        let error = add(&db, 2).await.expect_err("the file is locked");
        let nested = db.transaction(async |inner| add(inner, 2).await).await.expect_err("the file is locked");
        // SQLite waits for a lock for five seconds.
        assert!(start.elapsed() < Duration::from_secs(4));
        for error in [error, nested] {
            assert!(!error.is_retryable());
            assert_eq!(
                error.to_string(),
                "the statement is run on `db` inside of a transaction and would wait for it for ever: \
                 the transaction holds the write lock of the SQLite file; run it on `tx`, or after the transaction"
            );
        }
        Ok::<_, Error>(())
    })
    .await?;
        assert_eq!(rows(&db).await?, [1]);
        Ok::<_, Error>(())
    }
);

db_test!(a_connection_waits_again_once_it_did_not, [Sqlite], async |db| {
    table(&db).await?;
    db.transaction(async |tx| {
        add(tx, 1).await?;
        add(&db, 2).await.expect_err("the file is locked");
        Ok::<_, Error>(())
    })
    .await?;
    // Both connections of the pool, each of which has to wait for the other.
    let tasks = (10..30).map(|id| {
        let db = db.clone();
        tokio::spawn(async move { db.transaction(async |tx| add(tx, id).await).await })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.expect("no panic")?;
    }
    assert_eq!(rows(&db).await?.len(), 21);
    Ok::<_, Error>(())
});

db_test!(statements_of_other_tasks_and_of_detached_handles_are_their_own, [Postgres, Mysql], async |db| {
    table(&db).await?;
    let result = db
        .transaction(async |tx| {
            add(tx, 1).await?;
            add(&db.detached(), 2).await?;
            let other = db.clone();
            tokio::spawn(async move { add(&other, 3).await }).await.expect("no panic")?;
            Err::<(), _>(Error::new(ErrorKind::NotFound, "on purpose"))
        })
        .await;
    assert!(result.is_err());
    assert_eq!(rows(&db).await?, [2, 3]);
    Ok::<_, Error>(())
});
