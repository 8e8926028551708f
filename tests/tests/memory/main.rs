//! What statements allocate, counted by the allocator of the whole process: the checks run one after the other.

use std::alloc::System;

use futures_util::StreamExt;
use orm_core::exec::Driver;
use orm_core::prelude::*;
use orm_core::{Db, Error};
use orm_tests::database::{Server, run};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// A million rows of 100 bytes and more, made by the database while they are read.
const MILLION: &str = "with d(i) as (select 0 union all select 1 union all select 2 union all select 3 union all select 4 \
                       union all select 5 union all select 6 union all select 7 union all select 8 union all select 9) \
                       select 100000 * a.i + 10000 * b.i + 1000 * c.i + 100 * e.i + 10 * f.i + g.i, \
                       '0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789' \
                       from d a, d b, d c, d e, d f, d g";

/// A stream may hold so many bytes beyond what was held before it.
const BOUND: usize = 4 << 20;

#[test]
fn memory_is_bounded() {
    run(Server::Postgres, async |url| streams::<Postgres>(&url).await);
    run(Server::Mysql, async |url| streams::<Mysql>(&url).await);
    run(Server::Sqlite, async |url| streams::<Sqlite>(&url).await);
    run(Server::Sqlite, async |url| prepared(&url).await);
}

/// The bytes that are allocated at this moment.
fn held() -> usize {
    let stats = ALLOCATOR.stats();
    stats.bytes_allocated.saturating_sub(stats.bytes_deallocated)
}

/// A million rows pass without being collected, and a stream that is dropped early leaves its `Db` usable.
async fn streams<D: Driver>(url: &str) -> Result<(), Error> {
    let db: Db<D> = Db::connect(url).await?;
    assert_eq!(sql("select 1").scalar::<i32, _>(&db).await?, 1);
    let before = held();
    let (mut rows, mut most) = (0_u64, 0);
    let mut stream = sql(MILLION).stream::<(i64, String), _, _>(&db);
    while let Some(row) = stream.next().await {
        let (_, text) = row?;
        assert_eq!(text.len(), 100);
        rows += 1;
        if rows.is_multiple_of(1000) {
            most = most.max(held().saturating_sub(before));
        }
    }
    drop(stream);
    assert_eq!(rows, 1_000_000);
    assert!(most < BOUND, "{:?}: {most} bytes were held while streaming", D::DIALECT);

    for _ in 0..3 {
        let mut stream = sql(MILLION).stream::<(i64, String), _, _>(&db);
        assert!(stream.next().await.is_some());
        drop(stream);
        assert_eq!(sql("select 1").scalar::<i32, _>(&db).await?, 1);
    }
    let most = held().saturating_sub(before);
    assert!(most < BOUND, "{:?}: {most} bytes are held after streams were dropped", D::DIALECT);
    db.close().await;
    Ok(())
}

#[derive(Debug, Table)]
#[table(name = "things")]
struct Thing {
    #[column(primary_key)]
    id: i32,
    size: i64,
}

/// A prepared query allocates no text.
async fn prepared(url: &str) -> Result<(), Error> {
    let db: Db<Sqlite> = Db::connect(url).await?;
    sql("create table things (id integer primary key not null, size integer not null)").execute(&db).await?;
    sql("insert into things values (1, 2)").execute(&db).await?;
    let by_id = prepare(|id: Param<i32>| Thing::query().filter(Thing::id.eq(id)));
    for _ in 0..20 {
        let thing = by_id.bind(1).one(&db).await?;
        assert_eq!((thing.id, thing.size), (1, 2));
        Thing::query().filter(Thing::id.eq(1)).one(&db).await?;
    }
    let runs = 1000;
    let start = ALLOCATOR.stats().allocations;
    for _ in 0..runs {
        by_id.bind(1).one(&db).await?;
    }
    let middle = ALLOCATOR.stats().allocations;
    for _ in 0..runs {
        Thing::query().filter(Thing::id.eq(1)).one(&db).await?;
    }
    let end = ALLOCATOR.stats().allocations;
    let (prepared, built) = ((middle - start) / runs, (end - middle) / runs);
    // The list of the values, and the future that waits for a connection.
    assert!(prepared <= 2, "a run of a prepared query makes {prepared} allocations, of a built one {built}");
    assert!(
        built >= prepared + 3,
        "a run of a prepared query makes {prepared} allocations, of a built one {built}"
    );
    db.close().await;
    Ok(())
}
