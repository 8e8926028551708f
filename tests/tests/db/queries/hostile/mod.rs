//! Tables and columns with names that break SQL which does not quote them.

use orm_core::prelude::*;
use orm_core::{Error, alias};
use orm_tests::db_test;

#[expect(unreachable_pub, reason = "tables as users declare them")]
mod tables;
use tables::{Select, SelectPatch, Upper};

alias!(Twin = Select as "twin `\"' -- ☃");

async fn create<D: orm_core::dialect::Database>(_db: &Db<D>, url: &str) {
    orm_tests::tables::create::<D>(url, "tests/db/queries/hostile/tables.rs").await;
}

db_test!(hostile_names_are_quoted_in_every_clause, async |db, url| {
    create(&db, url).await;
    let row = |id, order: &str| new!(Select { id, order, quote: "q", backtick: 1, blank: 2 });
    Select::insert(row(1, "a")).execute(&db).await?;
    let found = Select::insert(row(2, "b")).one(&db).await?;
    assert_eq!((found.order.as_str(), found.crab), ("b", Some(3)));
    Upper::insert(new!(Upper { id: 1, select_id: 2 })).execute(&db).await?;

    let rows = Select::query()
        .left_join(Twin::table, Twin.id.eq(Select::id))
        .left_join(Upper::table, Upper::select_id.eq(Twin.id))
        .filter(Select::order.ge("a").and(Twin.backtick.in_([1, 2])))
        .group_by((Select::id, Select::order, Upper::id))
        .having(count(Twin.crab).gt(0))
        .order_by((Select::order.desc().nulls_last(), Upper::id))
        .select((Select::order, Upper::id, sum(Twin.blank)))
        .all(&db)
        .await?;
    assert_eq!(rows, [("b".to_owned(), Some(1), Some(2)), ("a".to_owned(), None, Some(2))]);

    let patch = SelectPatch { crab: Some(None), ..SelectPatch::default() };
    Select::update()
        .patch(patch)
        .set(Select::quote, Select::order)
        .filter(Select::id.eq(1))
        .execute(&db)
        .await?;
    let (quote, crab) =
        Select::query().filter(Select::id.eq(1)).select((Select::quote, Select::crab)).one(&db).await?;
    assert_eq!((quote.as_str(), crab), ("a", None));
    assert_eq!(Select::delete().filter(Select::blank.eq(2).and(Select::id.eq(1))).execute(&db).await?, 1);
    Ok::<_, Error>(())
});

db_test!(hostile_names_are_quoted_in_conflicts, [Postgres, Sqlite], async |db, url| {
    create(&db, url).await;
    let row = |id, order: &str| new!(Select { id, order, quote: "q", backtick: 1, blank: 2 });
    Select::insert(row(1, "a")).execute(&db).await?;
    let upsert = Select::insert(row(2, "a")).on_conflict(Select::order);
    let changed =
        upsert.do_update((Select::quote, Select::blank.to(Select::blank + excluded(Select::blank))));
    assert_eq!(changed.returning_only((Select::id, Select::blank)).one(&db).await?, (1, 4));
    Ok::<_, Error>(())
});

db_test!(hostile_names_are_quoted_in_duplicates, [Mysql], async |db, url| {
    create(&db, url).await;
    let row = |id, order: &str| new!(Select { id, order, quote: "q", backtick: 1, blank: 2 });
    Select::insert(row(1, "a")).execute(&db).await?;
    let upsert = Select::insert(row(2, "a")).on_duplicate_key();
    let changed =
        upsert.do_update((Select::quote, Select::blank.to(Select::blank + excluded(Select::blank))));
    changed.execute(&db).await?;
    assert_eq!(Select::query().select((Select::id, Select::blank)).all(&db).await?, [(1, 4)]);
    Ok::<_, Error>(())
});
