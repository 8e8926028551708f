//! Isolation levels, access modes, and what each database alone can choose.

use orm_core::prelude::*;
use orm_core::{Error, ErrorKind, Isolation, PoolOptions};
use orm_tests::db_test;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};

use super::{add, is_mysql, rows, table};

db_test!(a_transaction_that_reads_refuses_to_write, async |db| {
    table(&db).await?;
    add(&db, 1).await?;
    let result = db
        .transaction_with(TransactionOptions::new().read_only(), async |tx| {
            assert_eq!(rows(tx).await?, [1]);
            add(tx, 2).await
        })
        .await;
    let error = result.expect_err("it only reads");
    assert_eq!(error.kind(), &ErrorKind::ReadOnly, "{error:?}");
    // Its connection writes again, however it ended.
    for _ in 0..3 {
        drop(db.begin_with(TransactionOptions::new().read_only()).await?);
        db.begin_with(TransactionOptions::new().read_only()).await?.commit().await?;
        db.begin_with(TransactionOptions::new().read_only()).await?.rollback().await?;
    }
    add(&db, 2).await?;
    assert_eq!(rows(&db).await?, [1, 2]);
    Ok::<_, Error>(())
});

db_test!(a_transaction_that_reads_does_not_wait_for_the_one_that_writes, async |db| {
    table(&db).await?;
    let writing = db.begin().await?;
    add(&writing, 1).await?;
    let reading = db.begin_with(TransactionOptions::new().read_only()).await?;
    assert!(rows(&reading).await?.is_empty());
    writing.commit().await?;
    reading.commit().await?;
    Ok::<_, Error>(())
});

db_test!(a_repeatable_read_sees_one_state, async |db| {
    table(&db).await?;
    let reading = db.begin_with(TransactionOptions::new().repeatable_read().read_only()).await?;
    assert!(rows(&reading).await?.is_empty());
    add(&db, 1).await?;
    assert!(rows(&reading).await?.is_empty());
    reading.commit().await?;
    assert_eq!(rows(&db).await?, [1]);
    Ok::<_, Error>(())
});

db_test!(read_committed_sees_what_others_commit, [Postgres, Mysql], async |db| {
    table(&db).await?;
    let options = TransactionOptions::new().isolation(Isolation::ReadCommitted);
    let reading = db.begin_with(options).await?;
    assert!(rows(&reading).await?.is_empty());
    add(&db, 1).await?;
    assert_eq!(rows(&reading).await?, [1]);
    Ok::<_, Error>(())
});

db_test!(read_uncommitted_is_dirty_on_mysql_alone, async |db| {
    table(&db).await?;
    let writing = db.begin().await?;
    add(&writing, 1).await?;
    let options = TransactionOptions::new().isolation(Isolation::ReadUncommitted).read_only();
    let reading = db.begin_with(options).await?;
    let sees = rows(&reading).await?.len();
    assert_eq!(sees, usize::from(is_mysql(&db)));
    // The level is that of one transaction.
    assert!(rows(&db.begin_with(TransactionOptions::new().read_only()).await?).await?.is_empty());
    Ok::<_, Error>(())
});

db_test!(postgres_begins_as_it_is_told, [Postgres], async |db| {
    let options = TransactionOptions::new().serializable().read_only().deferrable();
    db.transaction_with(options, async |tx| {
        let level: String = sql("select current_setting('transaction_isolation')").scalar(tx).await?;
        let read_only: String = sql("select current_setting('transaction_read_only')").scalar(tx).await?;
        let deferrable: String = sql("select current_setting('transaction_deferrable')").scalar(tx).await?;
        assert_eq!([&*level, &*read_only, &*deferrable], ["serializable", "on", "on"]);
        Ok::<_, Error>(())
    })
    .await
});

db_test!(transactions_share_what_they_see, [Postgres], async |db| {
    table(&db).await?;
    let first = db.begin_with(TransactionOptions::new().repeatable_read()).await?;
    let snapshot = first.export_snapshot().await?;
    add(&db, 1).await?;
    let options = TransactionOptions::new().repeatable_read().snapshot(&*snapshot);
    let second = db.begin_with(options).await?;
    assert!(rows(&second).await?.is_empty());
    assert_eq!(rows(&db).await?, [1]);
    let hostile = TransactionOptions::new().repeatable_read().snapshot("'; drop table t; --");
    db.begin_with(hostile).await.expect_err("there is no such snapshot");
    assert_eq!(rows(&db).await?, [1]);
    Ok::<_, Error>(())
});

db_test!(a_consistent_snapshot_is_taken_at_the_start, [Mysql], async |db| {
    table(&db).await?;
    let early = db.begin_with(TransactionOptions::new().repeatable_read().consistent_snapshot()).await?;
    let late = db.begin_with(TransactionOptions::new().repeatable_read()).await?;
    add(&db, 1).await?;
    assert!(rows(&early).await?.is_empty());
    assert_eq!(rows(&late).await?, [1]);
    let options = TransactionOptions::new().consistent_snapshot().read_only();
    assert_eq!(rows(&db.begin_with(options).await?).await?, [1]);
    Ok::<_, Error>(())
});

db_test!(a_deferred_transaction_locks_when_it_writes, [Sqlite], async |db| {
    table(&db).await?;
    let one = db.begin_with(TransactionOptions::new().deferred()).await?;
    let two = db.begin_with(TransactionOptions::new().deferred()).await?;
    assert!(rows(&two).await?.is_empty());
    add(&one, 1).await?;
    one.commit().await?;
    let error = add(&two, 2).await.expect_err("another one wrote since it read");
    assert!(error.is_retryable(), "{error:?}");
    drop(two);
    db.transaction_with(TransactionOptions::new().exclusive(), async |tx| add(tx, 2).await).await?;
    db.transaction_with(TransactionOptions::new().immediate(), async |tx| add(tx, 3).await).await?;
    assert_eq!(rows(&db).await?, [1, 2, 3]);
    Ok::<_, Error>(())
});

db_test!(
    a_connection_of_a_sqlx_pool_writes_again_after_a_transaction_that_reads,
    [Sqlite],
    async |db, url| {
        table(&db).await?;
        let options: SqliteConnectOptions = url.parse().expect("a URL");
        let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await.expect("a pool");
        let borrowed = Db::<Sqlite>::from(pool);
        for id in 1..=3 {
            let tx = borrowed.begin_with(TransactionOptions::new().read_only()).await?;
            let error = add(&tx, id).await.expect_err("it only reads");
            assert_eq!(error.kind(), &ErrorKind::ReadOnly);
            match id {
                1 => tx.commit().await?,
                2 => tx.rollback().await?,
                _ => drop(tx),
            }
            add(&borrowed, id).await?;
        }
        assert_eq!(rows(&db).await?, [1, 2, 3]);
        Ok::<_, Error>(())
    }
);

db_test!(settings_end_with_the_transaction, [Postgres], async |db, url| {
    let db = PoolOptions::<Postgres>::new().size(1).connect(url).await?;
    drop(db.clone());
    db.transaction(async |tx| {
        tx.set_config("app.tenant", "o'hara; --").await?;
        tx.search_path(&["a\"b", "public"]).await?;
        let tenant: String = sql("select current_setting('app.tenant')").scalar(tx).await?;
        let path: String = sql("select current_setting('search_path')").scalar(tx).await?;
        assert_eq!((&*tenant, &*path), ("o'hara; --", "\"a\"\"b\", \"public\""));
        Ok::<_, Error>(())
    })
    .await?;
    let tenant: Option<String> = sql("select current_setting('app.tenant', true)").scalar(&db).await?;
    assert_eq!(tenant.unwrap_or_default(), "");
    Ok::<_, Error>(())
});

db_test!(an_advisory_lock_is_held_up_to_the_end_of_its_transaction, [Postgres, Mysql], async |db| {
    for end in ["commit", "rollback", "drop"] {
        let (one, two) = (db.begin().await?, db.begin().await?);
        one.advisory_lock(7).await?;
        assert!(two.try_advisory_lock(8).await?);
        assert!(!two.try_advisory_lock(7).await?, "{end}");
        match end {
            "commit" => one.commit().await?,
            "rollback" => one.rollback().await?,
            _ => drop(one),
        }
        // A dropped one is rolled back beside the work.
        two.advisory_lock(7).await?;
        two.commit().await?;
    }
    Ok::<_, Error>(())
});
