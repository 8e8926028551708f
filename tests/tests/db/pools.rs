//! Pools: how many connections, for how long, and what they say when there is none.

use std::time::Duration;

use futures_util::FutureExt;
use orm_core::exec::Executor;
use orm_core::prelude::*;
use orm_core::{Error, ErrorKind, PoolOptions};
use orm_tests::db_test;
use sqlx::sqlite::SqlitePoolOptions;

/// `PoolOptions` of the database of `db`.
fn options<D: orm_core::exec::Driver>(_: &Db<D>) -> PoolOptions<D> {
    PoolOptions::new()
}

db_test!(it_says_how_its_connections_are_used, async |db, url| {
    let db = options(&db).size(2).connect(url).await?;
    let status = db.pool_status();
    assert_eq!((status.limit, status.in_use, status.idle, status.waiting), (2, 0, 1, Some(0)));
    let (one, two) = (db.begin().await?, (&db).lease().await?);
    let mut waiting = Box::pin(db.begin());
    assert!(waiting.as_mut().now_or_never().is_none());
    let status = db.pool_status();
    assert_eq!((status.in_use, status.idle, status.waiting), (2, 0, Some(1)));
    drop(waiting);
    drop(two);
    one.commit().await?;
    let status = db.pool_status();
    assert_eq!((status.in_use, status.idle, status.waiting), (0, 2, Some(0)));
    Ok::<_, Error>(())
});

db_test!(it_says_how_long_was_waited_and_how_many_are_in_use, async |db, url| {
    let db = options(&db).size(1).acquire_timeout(Duration::from_millis(500)).connect(url).await?;
    let tx = db.begin().await?;
    let error = sql("select 1").execute(&db).await.expect_err("the transaction has the connection");
    assert_eq!(error.kind(), &ErrorKind::Pool);
    assert_eq!(
        error.to_string(),
        "no connection became free in 500ms: 1 of 1 are in use; \
         raise the limit of the pool, or hold connections for a shorter time"
    );
    tx.rollback().await?;
    sql("select 1").execute(&db).await?;
    Ok::<_, Error>(())
});

db_test!(each_connection_begins_with_what_it_is_told, async |db, url| {
    let create = "create temporary table marks (id integer)";
    let db = options(&db)
        .size(2)
        .on_connect(create)
        .on_connect("insert into marks values (7)")
        .connect(url)
        .await?;
    let reading = TransactionOptions::new().read_only();
    let (one, two) = (db.begin_with(reading.clone()).await?, db.begin_with(reading).await?);
    for tx in [&one, &two] {
        let id: i32 = sql("select id from marks").scalar(tx).await?;
        assert_eq!(id, 7);
    }
    let error = options(&db).on_connect("set nothing = to = nowhere").connect(url).await.expect_err("no SQL");
    assert!(matches!(error.kind(), ErrorKind::Sql { .. }), "{error:?}");
    Ok::<_, Error>(())
});

db_test!(a_lazy_one_opens_its_first_connection_when_it_is_needed, async |db, url| {
    let lazy = options(&db).lazy().connect(url).await?;
    assert_eq!(lazy.pool_status().idle, 0);
    let one: i64 = sql("select 1").scalar(&lazy).await?;
    assert_eq!((one, lazy.pool_status().idle), (1, 1));
    Ok::<_, Error>(())
});

db_test!(connections_end_when_they_are_old_or_idle, async |db, url| {
    let old = options(&db).max_lifetime(Duration::ZERO).connect(url).await?;
    sql("select 1").execute(&old).await?;
    assert_eq!(old.pool_status().idle, 0);
    let idle = options(&db).idle_timeout(Duration::ZERO).connect(url).await?;
    let (one, two) = ((&idle).lease().await?, (&idle).lease().await?);
    drop(one);
    drop(two);
    assert!(idle.pool_status().idle < 2);
    Ok::<_, Error>(())
});

#[tokio::test]
async fn a_pool_of_sqlx_says_the_same() {
    let pool = SqlitePoolOptions::new().max_connections(1).acquire_timeout(Duration::from_millis(20));
    let pool = pool.connect("sqlite::memory:").await.expect("a database in memory");
    let db = Db::<Sqlite>::from(pool);
    let _tx = db.begin().await.expect("a connection");
    let status = db.pool_status();
    assert_eq!((status.limit, status.in_use, status.waiting), (1, 1, None));
    let error = sql("select 1").execute(&db).await.expect_err("the transaction has the connection");
    assert!(
        error.to_string().starts_with("no connection became free in 20ms: 1 of 1 are in use;"),
        "{error}"
    );
}
