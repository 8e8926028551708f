//! Aggregates and groups.

use orm_core::Error;
use orm_core::prelude::*;
use orm_tests::db_test;
use orm_tests::tables::by_hand;

use super::schema::{Author, Book};
use super::{library, tables};

db_test!(counts_sums_and_extremes, async |db, url| {
    library(&db, url).await?;
    let row = Book::query()
        .select((
            count_all(),
            count(Book::price),
            count_distinct(Book::price),
            sum(Book::pages),
            min(Book::price),
            max(Book::price),
            max(Book::title),
        ))
        .one(&db)
        .await?;
    assert_eq!((row.0, row.1, row.2, row.3, row.4, row.5), (5, 3, 2, Some(555), Some(5), Some(10)));
    let hand: Vec<(Option<String>,)> = by_hand(&db, url, "select max(title) from books").await;
    assert_eq!(row.6, hand[0].0);
    let (pages, rating): (Option<f64>, Option<f64>) = Book::query()
        .cross_join(Author::table)
        .select((avg(Book::pages), avg(Author::rating)))
        .one(&db)
        .await?;
    assert_eq!((pages, rating), (Some(111.0), Some(2.1875)));
    let total: Option<f64> = Author::query().select(sum(Author::rating)).one(&db).await?;
    assert_eq!(total, Some(8.75));
    let prices: Option<i64> = Book::query().select(sum(Book::price)).one(&db).await?;
    assert_eq!(prices, Some(20));
    Ok::<_, Error>(())
});

db_test!(of_no_rows_everything_but_a_count_is_null, async |db, url| {
    tables(&db, url).await;
    let row = Book::query()
        .select((count_all(), count(Book::id), sum(Book::pages), avg(Book::price), min(Book::title)))
        .one(&db)
        .await?;
    assert_eq!(row, (0, 0, None, None, None));
    Ok::<_, Error>(())
});

db_test!(groups, async |db, url| {
    library(&db, url).await?;
    let rows: Vec<(String, i64, Option<i64>)> = Author::query()
        .left_join(Book::table, Book::author_id.eq(Author::id))
        .group_by((Author::id, Author::name))
        .order_by((count(Book::id).desc(), Author::id))
        .select((Author::name, count(Book::id), sum(Book::price)))
        .all(&db)
        .await?;
    let expected: Vec<(String, i64, Option<i64>)> =
        [("Ada", 2, Some(10)), ("Bob", 1, Some(5)), ("Cleo", 1, Some(5)), ("Dan%", 0, None)]
            .map(|(name, books, price)| (name.to_owned(), books, price))
            .into();
    assert_eq!(rows, expected);
    let many = Book::query()
        .group_by(Book::author_id)
        .having(count_all().gt(1))
        .having(sum(Book::pages).gt(100))
        .select((Book::author_id, count_all()))
        .all(&db)
        .await?;
    assert_eq!(many, [(Some(1), 2)]);
    Ok::<_, Error>(())
});

db_test!(groups_by_an_expression, async |db, url| {
    library(&db, url).await?;
    let rows = Author::query()
        .group_by(Author::age.is_null())
        .order_by(Author::age.is_null())
        .select((Author::age.is_null(), count_all()))
        .all(&db)
        .await?;
    assert_eq!(rows, [(false, 3), (true, 1)]);
    assert_eq!(Author::query().group_by(Author::kind).select(Author::kind).count(&db).await?, 2);
    Ok::<_, Error>(())
});
