//! Statements that take longer than they may, and what is left of their connections.

use std::time::Duration;

use futures_util::StreamExt;
use orm_core::dialect::Database;
use orm_core::exec::{Driver, Executor, Request, stream};
use orm_core::prelude::*;
use orm_core::types::{Cells, DecodeError};
use orm_core::{Error, ErrorKind, PoolOptions};
use orm_schema::Dialect;
use orm_tests::db_test;
use sqlx::PgPool;

/// Long enough for what is short on a busy machine, and much shorter than what is endless.
const LIMIT: Duration = Duration::from_millis(300);

db_test!(a_statement_that_takes_too_long_is_stopped_and_its_connection_goes_on, async |db, url| {
    let db = sized(&db, url, 1).await?;
    // It is there as long as the connection.
    sql("create temporary table marks (id integer)").execute(&db).await?;
    let limited = db.timeout(LIMIT);
    for _ in 0..2 {
        let error = endless(&limited).await.expect_err("it takes for ever");
        assert_eq!(error.kind(), &ErrorKind::Timeout);
        assert_eq!(error.to_string(), "the statement took longer than the 300ms that it may take");
        let marks: i64 = sql("select count(*) from marks").scalar(&limited).await?;
        assert_eq!((marks, db.pool_status().in_use), (0, 0));
    }
    Ok::<_, Error>(())
});

db_test!(a_statement_that_waits_for_a_lock_is_stopped, [Postgres, Mysql], async |db| {
    sql("create table t (id integer primary key not null)").execute(&db).await?;
    sql("insert into t values (1)").execute(&db).await?;
    let holder = db.begin().await?;
    sql("update t set id = 2").execute(&holder).await?;
    let error = sql("update t set id = 3").execute(&db.timeout(LIMIT)).await.expect_err("the row is locked");
    assert_eq!(error.kind(), &ErrorKind::Timeout);
    holder.commit().await?;
    let id: i32 = sql("select id from t").scalar(&db).await?;
    assert_eq!(id, 2);
    Ok::<_, Error>(())
});

db_test!(a_transaction_goes_on_or_ends_as_the_database_has_it, async |db| {
    sql("create table t (id integer primary key not null)").execute(&db).await?;
    let tx = db.begin().await?;
    sql("insert into t values (1)").execute(&tx).await?;
    let error = endless(tx.timeout(LIMIT)).await.expect_err("it takes for ever");
    assert_eq!(error.kind(), &ErrorKind::Timeout);
    let next = sql("insert into t values (2)").execute(&tx).await;
    let kept = tx.commit().await;
    let rows: i64 = sql("select count(*) from t").scalar(&db).await?;
    if dialect(&db) == Dialect::Postgres {
        assert!(next.is_err() && kept.is_err());
        assert_eq!(rows, 0);
    } else {
        assert!(next.is_ok() && kept.is_ok(), "{next:?} {kept:?}");
        assert_eq!(rows, 2);
    }
    Ok::<_, Error>(())
});

db_test!(a_savepoint_around_it_keeps_the_transaction_alive, async |db| {
    sql("create table t (id integer primary key not null)").execute(&db).await?;
    db.timeout(LIMIT)
        .transaction(async |tx| {
            sql("insert into t values (1)").execute(tx).await?;
            let inner = tx.transaction(async |inner| endless(inner).await).await;
            assert_eq!(inner.expect_err("it takes for ever").kind(), &ErrorKind::Timeout);
            sql("insert into t values (2)").execute(tx).await
        })
        .await?;
    let rows: i64 = sql("select count(*) from t").scalar(&db).await?;
    assert_eq!(rows, 2);
    Ok::<_, Error>(())
});

db_test!(of_a_stream_only_the_first_row_must_come_in_time, async |db| {
    let numbers = Request::new(
        "with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 900)
         select n from numbers",
        vec![],
    );
    let limited = db.timeout(LIMIT);
    let mut rows = stream(&limited, numbers, number);
    let mut sum = 0;
    while let Some(n) = rows.next().await.transpose()? {
        sum += n;
        if n == 1 {
            tokio::time::sleep(2 * LIMIT).await;
        }
    }
    assert_eq!(sum, 405_450);
    Ok::<_, Error>(())
});

db_test!(a_connection_of_a_sqlx_pool_is_stopped_as_well, [Postgres], async |db, url| {
    let pool = PgPool::connect(url).await.expect("a pool");
    let borrowed = Db::<Postgres>::from(pool);
    let error = endless(&borrowed.timeout(LIMIT)).await.expect_err("it takes for ever");
    assert_eq!(error.kind(), &ErrorKind::Timeout);
    let running: i64 =
        sql("select count(*) from pg_stat_activity where query like 'select pg_sleep%' and state = 'active' and datname = current_database()")
            .scalar(&db)
            .await?;
    assert_eq!(running, 0);
    Ok::<_, Error>(())
});

fn number(cells: &mut Cells<'_>) -> Result<i64, DecodeError> {
    cells.get()
}

/// Runs until somebody stops it.
async fn endless<D: Database>(executor: impl Executor<D>) -> Result<(), Error> {
    let text = match D::DIALECT {
        Dialect::Postgres => "select pg_sleep(1000)",
        Dialect::Mysql => "select benchmark(1000000000000, sha2('a', 256))",
        Dialect::Sqlite => {
            "with recursive numbers (n) as (select 1 union all select n + 1 from numbers) select count(*) from numbers"
        }
    };
    executor.lease().await?.execute(Request::new(text, vec![])).await.map(drop)
}

async fn sized<D: Driver>(_: &Db<D>, url: &str, size: u32) -> Result<Db<D>, Error> {
    PoolOptions::new().size(size).connect(url).await
}

fn dialect<D: Database>(_: &Db<D>) -> Dialect {
    D::DIALECT
}
