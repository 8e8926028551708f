//! Which statements replicas answer.

use orm_core::exec::Driver;
use orm_core::prelude::*;
use orm_core::{Error, PoolOptions, Replicas};
use orm_tests::db_test;

/// A temporary table, so that each pool has its own: its row tells which one answered.
#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "marks")]
struct Mark {
    #[column(primary_key)]
    id: i32,
}

db_test!(queries_go_to_the_replicas_in_turn, async |db, url| {
    let db = Db::with_replicas(
        marked(&db, url, 0).await?,
        [marked(&db, url, 1).await?, marked(&db, url, 2).await?],
    );
    let mut answers = Vec::new();
    for _ in 0..4 {
        answers.push(Mark::query().one(&db).await?.id);
    }
    assert_eq!(answers, [1, 2, 1, 2]);
    assert_eq!(Mark::query().filter(Mark::id.eq(0)).count(&db).await?, 0);
    assert!(!Mark::query().filter(Mark::id.eq(0)).exists(&db).await?);
    assert_ne!(Mark::query().order_by(Mark::id.asc()).paginate(1, 10).all(&db).await?.rows[0].id, 0);
    assert_eq!(Mark::query().one(&db.on_primary()).await?.id, 0);
    Ok::<_, Error>(())
});

db_test!(what_writes_or_may_write_goes_to_the_primary, async |db, url| {
    let db = Db::with_replicas(marked(&db, url, 0).await?, [marked(&db, url, 1).await?]);
    let raw: i32 = sql("select id from marks").scalar(&db).await?;
    assert_eq!(raw, 0);
    let raw: i32 = sql("select id from marks").scalar(&db.on_replica()).await?;
    assert_eq!(raw, 1);
    db.transaction(async |tx| {
        assert_eq!(Mark::query().one(tx).await?.id, 0);
        Ok::<_, Error>(())
    })
    .await?;
    Mark::update().set(Mark::id, 5).all_rows().execute(&db).await?;
    Mark::update().set(Mark::id, Mark::id + 1).all_rows().execute(&db.on_replica()).await?;
    assert_eq!(Mark::query().one(&db.on_primary()).await?.id, 6);
    assert_eq!(Mark::query().one(&db).await?.id, 1);
    Ok::<_, Error>(())
});

db_test!(a_query_that_locks_goes_to_the_primary, [Postgres, Mysql], async |db, url| {
    let db = Db::with_replicas(marked(&db, url, 0).await?, [marked(&db, url, 1).await?]);
    assert_eq!(Mark::query().for_update().one(&db).await?.id, 0);
    assert_eq!(Mark::query().one(&db).await?.id, 1);
    Ok::<_, Error>(())
});

db_test!(replicas_are_weighted_or_picked, async |db, url| {
    let primary = marked(&db, url, 0).await?;
    let both = [marked(&db, url, 1).await?, marked(&db, url, 2).await?];
    let weighted = Db::with_replicas(primary.clone(), Replicas::new(both.clone()).weights([3, 1]));
    let mut answers = Vec::new();
    for _ in 0..8 {
        answers.push(Mark::query().one(&weighted).await?.id);
    }
    assert_eq!(answers, [1, 1, 1, 2, 1, 1, 1, 2]);
    let picked = Db::with_replicas(primary, Replicas::new(both).picked_by(|count| count - 1));
    assert_eq!(Mark::query().one(&picked).await?.id, 2);
    Ok::<_, Error>(())
});

db_test!(a_replica_that_cannot_be_reached_is_passed_over, async |db, url| {
    let primary = marked(&db, url, 0).await?;
    let lost = lost(&db).await?;
    let alone = Db::with_replicas(primary.clone(), [lost.clone()]);
    assert_eq!(Mark::query().one(&alone).await?.id, 0);
    let db = Db::with_replicas(primary, [lost, marked(&db, url, 1).await?]);
    for _ in 0..3 {
        assert_eq!(Mark::query().one(&db).await?.id, 1);
    }
    Ok::<_, Error>(())
});

/// The same database over one connection, whose temporary table holds `id`.
async fn marked<D: Driver>(_: &Db<D>, url: &str, id: i32) -> Result<Db<D>, Error> {
    let insert = format!("insert into marks values ({id})");
    let pool = PoolOptions::new().size(1).on_connect("create temporary table marks (id integer primary key)");
    pool.on_connect(insert).connect(url).await
}

/// A database that nobody can connect to.
async fn lost<D: Driver>(_: &Db<D>) -> Result<Db<D>, Error> {
    let url = match D::DIALECT {
        orm_schema::Dialect::Postgres => "postgres://nobody@127.0.0.1:1/none",
        orm_schema::Dialect::Mysql => "mysql://nobody@127.0.0.1:1/none",
        orm_schema::Dialect::Sqlite => "sqlite:///no/such/folder/app.db",
    };
    PoolOptions::new().lazy().connect(url).await
}
