//! Inserts of rows whose key exists.

use orm_core::prelude::*;
use orm_core::{Error, ErrorKind};
use orm_tests::db_test;

use super::schema::{Counter, NewCounter};
use super::tables;

fn visit(place: &str, visits: i64) -> NewCounter {
    NewCounter { day: "mon".to_owned(), place: place.to_owned(), visits }
}

/// The counters as `place visits`, sorted.
async fn counters<D: orm_core::dialect::Database>(db: &Db<D>) -> Result<Vec<(String, i64)>, Error> {
    Counter::query().order_by(Counter::place).select((Counter::place, Counter::visits)).all(db).await
}

fn expected<const N: usize>(rows: [(&str, i64); N]) -> Vec<(String, i64)> {
    rows.map(|(place, visits)| (place.to_owned(), visits)).into()
}

db_test!(on_conflict, [Postgres, Sqlite], async |db, url| {
    tables(&db, url).await;
    let key = (Counter::day, Counter::place);
    Counter::insert(visit("a", 1)).execute(&db).await?;
    let ignored = Counter::insert(visit("a", 5)).on_conflict(key).do_nothing().execute(&db).await?;
    assert_eq!((ignored, counters(&db).await?), (0, expected([("a", 1)])));
    assert_eq!(Counter::insert(visit("a", 5)).on_conflict_do_nothing().execute(&db).await?, 0);
    let none = Counter::insert(visit("a", 5)).on_conflict(key).do_nothing().one(&db).await;
    assert_eq!(none.expect_err("no row was written").kind(), &ErrorKind::NotFound);
    let replaced =
        Counter::insert(visit("a", 5)).on_conflict(key).do_update(Counter::visits).one(&db).await?;
    assert_eq!(replaced.visits, 5);
    let added = Counter::visits.to(Counter::visits + excluded(Counter::visits));
    let rows = [visit("a", 10), visit("b", 20)];
    assert_eq!(Counter::insert_many(rows).on_conflict(key).do_update((added,)).execute(&db).await?, 2);
    assert_eq!(counters(&db).await?, expected([("a", 15), ("b", 20)]));
    let fixed = Counter::insert(visit("b", 1)).on_conflict(key).do_update(Counter::visits.to(-1_i64));
    assert_eq!(fixed.returning_only(Counter::visits).one(&db).await?, -1);
    Ok::<_, Error>(())
});

db_test!(on_duplicate_key, [Mysql], async |db, url| {
    tables(&db, url).await;
    Counter::insert(visit("a", 1)).execute(&db).await?;
    Counter::insert(visit("a", 5)).on_duplicate_key().do_nothing().execute(&db).await?;
    assert_eq!(counters(&db).await?, expected([("a", 1)]));
    let replaced =
        Counter::insert(visit("a", 5)).on_duplicate_key().do_update(Counter::visits).one(&db).await?;
    assert_eq!(replaced.visits, 5);
    let added = Counter::visits.to(Counter::visits + excluded(Counter::visits));
    let rows = [visit("a", 10), visit("b", 20)];
    Counter::insert_many(rows).on_duplicate_key().do_update((added,)).execute(&db).await?;
    assert_eq!(counters(&db).await?, expected([("a", 15), ("b", 20)]));
    Ok::<_, Error>(())
});
