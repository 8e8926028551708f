//! Groups: subtotals, and columns that are neither grouped nor aggregated.

use orm_core::prelude::*;
use orm_core::{Error, ErrorKind};
use orm_tests::db_test;
use orm_tests::tables::by_hand;

use super::library;
use super::schema::{Author, Book};

db_test!(subtotals, [Postgres, Mysql], async |db, url| {
    library(&db, url).await?;
    let mut rows: Vec<(Option<i32>, Option<i32>, i64)> = Book::query()
        .group_by((Book::stock, Book::price))
        .with_rollup()
        .select((Book::stock, Book::price, count_all()))
        .all(&db)
        .await?;
    rows.sort_unstable();
    let expected = [
        (None, None, 5),
        (Some(0), None, 1),
        (Some(0), Some(5), 1),
        (Some(7), None, 2),
        (Some(7), None, 4),
        (Some(7), Some(5), 1),
        (Some(7), Some(10), 1),
    ];
    assert_eq!(rows, expected);
    Ok::<_, Error>(())
});

db_test!(sets_of_groups, [Postgres], async |db, url| {
    library(&db, url).await?;
    let keys = (Book::stock, Book::author_id, grouping(Book::author_id), count_all());
    let cube = Book::query()
        .group_by((Book::stock, Book::author_id))
        .with_cube()
        .order_by((Book::stock, Book::author_id, grouping(Book::author_id)))
        .select(keys)
        .all(&db)
        .await?;
    let hand = "select stock, author_id, grouping(author_id), count(*) from books \
                group by cube (stock, author_id) order by 1, 2, 3";
    let expected: Vec<(Option<i32>, Option<i32>, i32, i64)> = by_hand(&db, url, hand).await;
    assert_eq!((cube.len(), cube), (expected.len(), expected));
    let sets = Book::query()
        .grouping_set((Book::stock, Book::price))
        .grouping_set(Book::stock)
        .grouping_set(())
        .order_by((Book::stock, Book::price, count_all()))
        .select((Book::stock, Book::price, count_all()))
        .all(&db)
        .await?;
    let hand = "select stock, price, count(*) from books \
                group by grouping sets ((stock, price), (stock), ()) order by 1, 2, 3";
    let expected: Vec<(Option<i32>, Option<i32>, i64)> = by_hand(&db, url, hand).await;
    assert_eq!(sets, expected);
    assert_eq!(sets.len(), 7);
    Ok::<_, Error>(())
});

db_test!(a_column_that_is_not_grouped_is_reported_before_sending, async |db, url| {
    library(&db, url).await?;
    let error = Book::query().group_by(Book::stock).select((Book::stock, Book::title)).all(&db).await;
    let error = error.expect_err("titles differ within a group");
    let kind = ErrorKind::Ungrouped { source: "books".to_owned(), column: "title".to_owned() };
    assert_eq!(error.kind(), &kind);
    let message = "`books.title` is neither grouped nor aggregated; add it to `.group_by(..)`, or take one value of each \
                   group with `any_value(..)`, `min(..)` or `max(..)`";
    assert_eq!(error.to_string(), message);
    let sorted = Book::query().group_by(Book::stock).order_by(Book::pages).select(Book::stock);
    assert!(matches!(sorted.all(&db).await.expect_err("ungrouped").kind(), ErrorKind::Ungrouped { .. }));
    let filtered = Book::query().having(Book::pages.gt(5_i64)).select(count_all());
    assert!(matches!(filtered.one(&db).await.expect_err("ungrouped").kind(), ErrorKind::Ungrouped { .. }));
    let beside = Book::query().select((Book::title, count_all()));
    assert!(matches!(beside.all(&db).await.expect_err("ungrouped").kind(), ErrorKind::Ungrouped { .. }));
    let whole = Book::query().group_by(Book::title);
    assert!(matches!(whole.all(&db).await.expect_err("ungrouped").kind(), ErrorKind::Ungrouped { .. }));
    // The statement was not sent, so the transaction goes on.
    let count = db
        .transaction(async |tx| {
            let refused = Book::query().group_by(Book::stock).select(Book::title).all(tx).await;
            assert!(refused.is_err());
            Book::query().count(tx).await
        })
        .await?;
    assert_eq!(count, 5);
    Ok::<_, Error>(())
});

db_test!(what_is_the_same_in_a_group_can_be_selected, async |db, url| {
    library(&db, url).await?;
    let by_key = Author::query()
        .left_join(Book::table, Book::author_id.eq(Author::id))
        .group_by(Author::id)
        .order_by(Author::name)
        .select((Author::name.upper(), count(Book::id)))
        .all(&db)
        .await?;
    let text = str::to_owned;
    assert_eq!(by_key, [(text("ADA"), 2), (text("BOB"), 1), (text("CLEO"), 1), (text("DAN%"), 0)]);
    let inside = Book::query()
        .group_by(Book::stock)
        .order_by(Book::stock)
        .select((Book::stock * 2 + 1, any_value(Book::title).is_not_null(), max(Book::pages)))
        .all(&db)
        .await?;
    assert_eq!(inside, [(1, true, Some(45)), (15, true, Some(300))]);
    let raw = Book::query().group_by(Book::stock).select(sql("count(*)").expr::<i64>()).all(&db).await?;
    assert_eq!(raw.iter().sum::<i64>(), 5);
    let correlated = Author::query()
        .order_by(Author::id)
        .select((
            Author::id,
            scalar(
                Book::query()
                    .correlate(Author::table)
                    .filter(Book::author_id.eq(Author::id))
                    .select(count_all().gt(Author::id.cast::<i64>())),
            ),
        ))
        .all(&db)
        .await?;
    assert_eq!(correlated[0], (1, Some(true)));
    Ok::<_, Error>(())
});

db_test!(one_value_of_a_group_of_any_type, async |db, url| {
    library(&db, url).await?;
    let row = Author::query()
        .filter(Author::id.eq(2))
        .select((
            any_value(Author::name),
            any_value(Author::is_active),
            any_value(Author::joined_at.year()),
            any_value(Author::rating).filter_where(Author::id.gt(5)),
            any_value(Author::settings),
        ))
        .one(&db)
        .await?;
    assert_eq!((row.0.as_deref(), row.1, row.2, row.3), (Some("Bob"), Some(false), Some(2026), None));
    assert_eq!(row.4.map(|settings| settings.0.theme), Some("dark".to_owned()));
    Ok::<_, Error>(())
});

db_test!(a_key_may_hold_values, async |db, url| {
    library(&db, url).await?;
    let themes = || Author::settings.path("theme").text();
    let rows = Author::query()
        .group_by(themes())
        .order_by(themes())
        .select((themes(), count_all()))
        .all(&db)
        .await?;
    assert_eq!(rows, [(Some("dark".to_owned()), 2), (Some("light".to_owned()), 2)]);
    let long = || case().when(Book::pages.gt(100_i64), "long").otherwise("short");
    let rows = Book::query()
        .group_by(long())
        .order_by(count_all())
        .select((long(), long().length(), count_all()))
        .all(&db)
        .await?;
    assert_eq!(rows, [("long".to_owned(), 4, 2), ("short".to_owned(), 5, 3)]);
    Ok::<_, Error>(())
});
