//! Futures of transactions that are dropped at any point leave nothing behind.

use std::future::Future;
use std::time::Duration;

use futures_util::future;
use orm_core::Error;
use orm_core::dialect::Database;
use orm_core::prelude::*;
use orm_schema::Dialect;
use orm_tests::db_test;

use super::{add, poll_times, rows, sized, table};

db_test!(a_dropped_transaction_is_undone_and_its_connection_is_usable, async |db, url| {
    table(&db).await?;
    // As many as a transaction and what follows it need, so that one that is lost is missed.
    let db = sized(&db, url, 2).await?;
    for polls in 1..40 {
        let work = db.transaction(async |tx| {
            add(tx, 1).await?;
            tx.transaction(async |inner| add(inner, 2).await).await?;
            future::pending::<Result<(), Error>>().await
        });
        dropped_after(&db, polls, work).await?;
    }
    Ok::<_, Error>(())
});

db_test!(a_dropped_commit_keeps_all_or_nothing, async |db, url| {
    table(&db).await?;
    let db = sized(&db, url, 2).await?;
    for polls in 1..60 {
        let work = db.transaction(async |tx| {
            add(tx, 1).await?;
            add(tx, 2).await
        });
        poll_times(work, polls).await;
        settled(&db).await?;
        let left = rows(&db).await?;
        assert!(left.is_empty() || left == [1, 2], "{left:?} after {polls} polls");
        sql("delete from t").execute(&db).await?;
    }
    Ok::<_, Error>(())
});

db_test!(a_dropped_transaction_that_reads_leaves_a_connection_that_writes, async |db, url| {
    table(&db).await?;
    let db = sized(&db, url, 2).await?;
    for polls in 1..20 {
        let options = TransactionOptions::new().serializable().read_only();
        let work = db.transaction_with(options, async |tx| {
            rows(tx).await?;
            future::pending::<Result<(), Error>>().await
        });
        dropped_after(&db, polls, work).await?;
    }
    Ok::<_, Error>(())
});

db_test!(a_dropped_transaction_that_is_run_again_is_undone, async |db, url| {
    table(&db).await?;
    let db = sized(&db, url, 2).await?;
    for polls in 1..40 {
        let retry = Retry::new().attempts(50).delays(Duration::ZERO, Duration::ZERO);
        let work = db.transaction_retrying(retry, async |tx| {
            add(tx, 1).await?;
            Err::<(), _>(Error::new(orm_core::ErrorKind::Serialization, "again"))
        });
        dropped_after(&db, polls, work).await?;
    }
    Ok::<_, Error>(())
});

async fn dropped_after<D: Database>(
    db: &Db<D>,
    polls: u32,
    work: impl Future<Output = Result<(), Error>>,
) -> Result<(), Error> {
    poll_times(work, polls).await;
    assert!(rows(db).await?.is_empty(), "after {polls} polls");
    // A lock that was left behind would make it wait until it times out.
    add(db, 3).await?;
    assert_eq!(rows(db).await?, [3], "after {polls} polls");
    sql("delete from t").execute(db).await?;
    settled(db).await
}

/// Waits until what is done beside the work is done: then no connection is lent and no transaction is open.
async fn settled<D: Database>(db: &Db<D>) -> Result<(), Error> {
    let open = match D::DIALECT {
        Dialect::Postgres => {
            "select count(*) from pg_stat_activity
             where datname = current_database() and state like 'idle in transaction%'"
        }
        Dialect::Mysql => {
            "select count(*) from information_schema.innodb_trx
             join information_schema.processlist on id = trx_mysql_thread_id where db = database()"
        }
        // The file could not be written.
        Dialect::Sqlite => "select 0",
    };
    for _ in 0..2000 {
        let is_idle = db.pool_status().in_use == 0;
        let transactions: i64 = sql(open).scalar(db).await?;
        if is_idle && transactions == 0 {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    panic!("something is left open: {:?}", db.pool_status());
}
