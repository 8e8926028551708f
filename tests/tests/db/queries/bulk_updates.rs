//! Changes of many rows, each in its own way.

use orm_core::Error;
use orm_core::prelude::*;
use orm_tests::db_test;
use orm_tests::tables::{by_hand, create};

use super::bulk::everything;
use super::library;
use super::schema::{Book, BookPatch, Counter, CounterPatch, NewBook, NewCounter};
use super::wide_schema::{Everything, EverythingPatch, Mood};

db_test!(rows_change_each_in_its_own_way, async |db, url| {
    library(&db, url).await?;
    let patches = [
        (1, BookPatch { stock: Some(1), ..BookPatch::default() }),
        (2, BookPatch { stock: Some(2), price: Some(Some(9)), ..BookPatch::default() }),
        (3, BookPatch { price: Some(None), ..BookPatch::default() }),
        (4, BookPatch::default()),
        (5, BookPatch { stock: Some(5), title: Some("it's".to_owned()), ..BookPatch::default() }),
        (99, BookPatch { stock: Some(0), ..BookPatch::default() }),
        (5, BookPatch { stock: Some(6), ..BookPatch::default() }),
    ];
    assert_eq!(Book::update_many(Book::id, patches).execute(&db).await?, 4);
    let rows: Vec<(String, Option<i32>, i32)> =
        by_hand(&db, url, "select title, price, stock from books order by id").await;
    let expected = [
        ("Notes", Some(10), 1),
        ("Engines", Some(9), 2),
        ("Songs", None, 7),
        ("notes_2", Some(5), 0),
        ("it's", None, 6),
    ];
    assert_eq!(rows, expected.map(|(title, price, stock)| (title.to_owned(), price, stock)));
    assert_eq!(Book::update_many(Book::id, Vec::<(i32, BookPatch)>::new()).execute(&db).await?, 0);
    assert_eq!(Book::update_many(Book::id, [(1, BookPatch::default())]).execute(&db).await?, 0);
    Ok::<_, Error>(())
});

db_test!(changed_rows_hand_back_what_is_asked_for, [Postgres, Sqlite], async |db, url| {
    library(&db, url).await?;
    let stock = |stock| BookPatch { stock: Some(stock), ..BookPatch::default() };
    let update = Book::update_many(Book::id, [(1, stock(3)), (3, stock(4)), (99, stock(5))]);
    let mut rows = update.returning_only((Book::id, Book::stock * 10)).all(&db).await?;
    rows.sort_unstable();
    assert_eq!(rows, [(1, 30), (3, 40)]);
    let update = Book::update_many(Book::id, [(1, stock(0)), (99, stock(0))]).expect_all();
    let error = update.returning_only(Book::id).all(&db).await.expect_err("one is missing");
    assert_eq!(error.kind(), &orm_core::ErrorKind::Stale);
    assert_eq!(Book::query().filter(Book::stock.eq(0)).count(&db).await?, 1);
    Ok::<_, Error>(())
});

db_test!(thousands_of_rows_change, async |db, url| {
    library(&db, url).await?;
    let row = |n: i32| NewBook {
        id: Some(n),
        author_id: None,
        title: String::new(),
        pages: i64::from(n),
        price: None,
        stock: None,
    };
    Book::insert_many((10..5_010).map(row)).execute(&db).await?;
    let patch = |n: i32| BookPatch {
        title: Some(format!("t{n}")),
        price: (n % 2 == 0).then_some(Some(n)),
        ..BookPatch::default()
    };
    let changed = Book::update_many(Book::id, (10..5_010).map(|n| (n, patch(n)))).execute(&db).await?;
    assert_eq!(changed, 5_000);
    let sql = "select title, price, pages from books where id >= 10 order by id";
    let rows: Vec<(String, Option<i32>, i64)> = by_hand(&db, url, sql).await;
    let expected = (10..5_010).map(|n| (format!("t{n}"), (n % 2 == 0).then_some(n), i64::from(n)));
    assert_eq!(rows, expected.collect::<Vec<_>>());
    Ok::<_, Error>(())
});

db_test!(rows_are_found_by_several_columns, async |db, url| {
    library(&db, url).await?;
    let visit =
        |place: &str, visits: i64| NewCounter { day: "mon".to_owned(), place: place.to_owned(), visits };
    Counter::insert_many([visit("a", 1), visit("b", 2), visit("c", 3)]).execute(&db).await?;
    let patch = |visits: i64| CounterPatch { visits: Some(visits) };
    let key = (Counter::day, Counter::place);
    let changes = [(("mon", "c"), patch(30)), (("mon", "a"), patch(10)), (("tue", "b"), patch(0))];
    assert_eq!(Counter::update_many(key, changes).execute(&db).await?, 2);
    let rows =
        Counter::query().order_by(Counter::place).select((Counter::place, Counter::visits)).all(&db).await?;
    assert_eq!(rows, [("a".to_owned(), 10), ("b".to_owned(), 2), ("c".to_owned(), 30)]);
    Ok::<_, Error>(())
});

db_test!(the_key_itself_changes, async |db, url| {
    library(&db, url).await?;
    let renamed = |title: &str| BookPatch { title: Some(title.to_owned()), ..BookPatch::default() };
    let changes = [("Notes", renamed("Letters")), ("Engines", renamed("Machines"))];
    assert_eq!(Book::update_many(Book::title, changes).execute(&db).await?, 2);
    let titles = Book::query().filter(Book::id.le(2)).order_by(Book::id).select(Book::title).all(&db).await?;
    assert_eq!(titles, ["Letters", "Machines"]);
    Ok::<_, Error>(())
});

db_test!(values_of_each_type_are_changed, async |db, url| {
    create_wide(&db, url).await;
    Everything::insert_many((0..6).map(|n| everything(n, n % 3))).execute(&db).await?;
    let patch = |n: i32| {
        let next = everything(n, n + 1);
        EverythingPatch {
            truth: Some(next.truth),
            big: Some(next.big),
            huge: Some(u64::from(n.unsigned_abs())),
            double: Some(next.double),
            text: Some(next.text),
            bytes: Some(vec![1, 2]),
            day: Some("2024-02-29".parse().expect("a day")),
            time: Some("00:00:00.000001".parse().expect("a time")),
            at: Some("2000-01-01T00:00:00.5".parse().expect("a time")),
            point: Some("2030-01-01T00:00:00.25Z".parse().expect("a time")),
            uuid: Some(next.uuid),
            price: Some("0.0001".parse().expect("a number")),
            document: Some(Json(vec![None, Some(n)])),
            mood: Some(next.mood),
            maybe_mood: Some((n % 3 == 0).then_some(Mood::VeryGood)),
            maybe_big: Some(next.maybe_big),
            maybe_document: Some((n % 2 == 0).then(|| Json(vec![n, n]))),
            ..EverythingPatch::default()
        }
    };
    let changed = Everything::update_many(Everything::id, (0..3).map(|n| (n, patch(n)))).execute(&db).await?;
    assert_eq!(changed, 3);
    for n in 3..6 {
        Everything::update().patch(patch(n - 3)).filter(Everything::id.eq(n)).execute(&db).await?;
    }
    let rows = Everything::query().order_by(Everything::id).all(&db).await?;
    for n in 0..3 {
        assert_eq!(rows[n], Everything { id: rows[n].id, ..rows[n + 3].clone() });
    }
    Ok::<_, Error>(())
});

async fn create_wide<D: orm_core::dialect::Database>(_db: &Db<D>, url: &str) {
    create::<D>(url, "tests/db/queries/wide_schema.rs").await;
}

db_test!(changed_rows_come_back, [Postgres, Sqlite], async |db, url| {
    library(&db, url).await?;
    let patch = |stock: i32| BookPatch { stock: Some(stock), ..BookPatch::default() };
    let mut books =
        Book::update_many(Book::id, [(2, patch(20)), (1, patch(10)), (99, patch(0))]).all(&db).await?;
    books.sort_by_key(|book| book.id);
    assert_eq!(books.iter().map(|book| (book.id, book.stock)).collect::<Vec<_>>(), [(1, 10), (2, 20)]);
    Ok::<_, Error>(())
});
