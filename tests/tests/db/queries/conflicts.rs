//! Inserts of rows whose key exists.

use orm_core::prelude::*;
use orm_core::{Error, ErrorKind};
use orm_tests::db_test;

use super::schema::{Book, Counter, NewBook, NewCounter};
use super::{library, tables};

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

db_test!(the_row_that_exists_is_handed_back, [Postgres, Sqlite], async |db, url| {
    tables(&db, url).await;
    Counter::insert(visit("a", 1)).execute(&db).await?;
    let key = (Counter::day, Counter::place);
    let found = Counter::insert(visit("a", 5)).on_conflict(key).keep().one(&db).await?;
    let created = Counter::insert(visit("b", 7)).on_conflict(key).keep().one(&db).await?;
    assert_eq!((found.visits, created.visits), (1, 7));
    let both = Counter::insert_many([visit("a", 8), visit("c", 9)]).on_conflict(key).keep().all(&db).await?;
    assert_eq!(both.iter().map(|counter| counter.visits).collect::<Vec<_>>(), [1, 9]);
    Ok::<_, Error>(())
});

db_test!(the_row_of_a_duplicate_is_handed_back, [Mysql], async |db, url| {
    tables(&db, url).await;
    Counter::insert(visit("a", 1)).execute(&db).await?;
    let found = Counter::insert(visit("a", 5)).on_duplicate_key().keep().one(&db).await?;
    assert_eq!(found.visits, 1);
    let book =
        NewBook { id: Some(3), author_id: None, title: "one".to_owned(), pages: 1, price: None, stock: None };
    Book::insert(book.clone()).execute(&db).await?;
    let found =
        Book::insert(NewBook { title: "two".to_owned(), ..book }).on_duplicate_key().keep().one(&db).await?;
    assert_eq!((found.id, found.title.as_str()), (3, "one"));
    Ok::<_, Error>(())
});

/// A book with a price and no stock given, of which another upsert makes one without a price.
fn book(title: &str, price: Option<i32>) -> NewBook {
    NewBook { id: Some(1), author_id: Some(2), title: title.to_owned(), pages: 9, price, stock: None }
}

db_test!(all_columns_are_replaced, [Postgres, Sqlite], async |db, url| {
    library(&db, url).await?;
    let replaced = Book::insert(book("New", None)).on_conflict(Book::id).do_update_all().one(&db).await?;
    // What is `None` becomes NULL; what has a default and was not given stays.
    let expected =
        Book { id: 1, author_id: Some(2), title: "New".to_owned(), pages: 9, price: None, stock: 7 };
    assert_eq!(replaced, expected);
    let kept = Book::insert_many([book("Newer", Some(3)), NewBook { id: Some(4), ..book("X", Some(4)) }])
        .on_conflict(Book::id)
        .do_update_except((Book::title, Book::author_id))
        .all(&db)
        .await?;
    assert_eq!(
        kept.iter().map(|book| (book.title.as_str(), book.price)).collect::<Vec<_>>(),
        [("New", Some(3)), ("notes_2", Some(4))]
    );
    let key = (Counter::day, Counter::place);
    Counter::insert(visit("a", 1)).execute(&db).await?;
    let same =
        Counter::insert(visit("a", 2)).on_conflict(key).do_update_except(Counter::visits).one(&db).await?;
    assert_eq!(same.visits, 1);
    Ok::<_, Error>(())
});

db_test!(all_columns_of_a_duplicate_are_replaced, [Mysql], async |db, url| {
    library(&db, url).await?;
    let replaced = Book::insert(book("New", None)).on_duplicate_key().do_update_all().one(&db).await?;
    let expected =
        Book { id: 1, author_id: Some(2), title: "New".to_owned(), pages: 9, price: None, stock: 7 };
    assert_eq!(replaced, expected);
    let kept = Book::insert(book("Newer", Some(3)))
        .on_duplicate_key()
        .do_update_except(Book::title)
        .one(&db)
        .await?;
    assert_eq!((kept.title.as_str(), kept.price), ("New", Some(3)));
    Ok::<_, Error>(())
});

db_test!(refused_rows_are_ignored, [Mysql], async |db, url| {
    library(&db, url).await?;
    let rows = [visit("a", 1), visit("a", 2), visit("b", 3)];
    assert_eq!(Counter::insert_many(rows).ignore().execute(&db).await?, 2);
    let orphan = NewBook { id: None, author_id: Some(99), ..book("orphan", None) };
    assert_eq!(Book::insert(orphan).ignore().execute(&db).await?, 0);
    assert_eq!(counters(&db).await?, expected([("a", 1), ("b", 3)]));
    Ok::<_, Error>(())
});

db_test!(a_conflict_names_its_constraint, [Postgres], async |db, url| {
    tables(&db, url).await;
    sql("alter table counters add constraint \"it's \"\"one\"\"\" unique (visits)").execute(&db).await?;
    let constraint = "it's \"one\"";
    Counter::insert(visit("a", 1)).execute(&db).await?;
    let left_out =
        Counter::insert(visit("b", 1)).on_conflict_constraint(constraint).do_nothing().execute(&db).await?;
    assert_eq!(left_out, 0);
    let moved = Counter::insert(visit("b", 1))
        .on_conflict_constraint(constraint)
        .do_update(Counter::place)
        .one(&db)
        .await?;
    assert_eq!(moved.place, "b");
    Ok::<_, Error>(())
});

db_test!(a_conflict_is_about_expressions, [Postgres, Sqlite], async |db, url| {
    tables(&db, url).await;
    sql("create unique index folded on counters (lower(place), visits)").execute(&db).await?;
    Counter::insert(visit("Hall", 1)).execute(&db).await?;
    let key = || (Counter::place.lower(), Counter::visits);
    let insert = Counter::insert(visit("HALL", 1)).on_conflict_index(key());
    assert_eq!(insert.do_nothing().execute(&db).await?, 0);
    Counter::insert(visit("HALL", 2)).on_conflict_index(key()).do_nothing().execute(&db).await?;
    assert_eq!(Counter::query().count(&db).await?, 2);
    Ok::<_, Error>(())
});

db_test!(each_of_two_keys_has_its_answer, [Sqlite], async |db, url| {
    library(&db, url).await?;
    sql("create unique index titles on books (title)").execute(&db).await?;
    let insert = |id: i32, title: &str| {
        let row = NewBook { id: Some(id), ..book(title, Some(77)) };
        let insert = Book::insert(row).on_conflict(Book::id).do_nothing();
        insert.also_on_conflict(Book::title).do_update(Book::price)
    };
    assert_eq!(insert(1, "New").execute(&db).await?, 0);
    assert_eq!(insert(60, "Songs").execute(&db).await?, 1);
    let prices =
        Book::query().filter(Book::id.in_([1, 3])).order_by(Book::id).select(Book::price).all(&db).await?;
    assert_eq!(prices, [Some(10), Some(77)]);
    Ok::<_, Error>(())
});
