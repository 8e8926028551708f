//! Inserts: one row, many, and rows that leave different columns to the database.

use orm_core::prelude::*;
use orm_core::{Error, ErrorKind};
use orm_tests::db_test;
use orm_tests::tables::by_hand;

use super::schema::{Author, AuthorKind, Book, Counter, NewBook, NewCounter, Settings};
use super::{library, tables};

db_test!(one_row_comes_back_with_its_defaults, async |db, url| {
    tables(&db, url).await;
    let joined_at = "2026-05-01T00:00:00.5Z".parse().expect("a time");
    let settings = Settings { theme: "x\"y'z".to_owned(), size: None };
    let author = Author::insert(new!(Author {
        name: "Eve",
        rating: 1.5,
        joined_at,
        settings: Json(settings.clone())
    }))
    .one(&db)
    .await?;
    assert_eq!((author.id, author.is_active, author.kind), (1, true, AuthorKind::Novelist));
    assert_eq!((author.age, author.boss_id, author.born), (None, None, None));
    assert_eq!((author.joined_at, &author.settings.0), (joined_at, &settings));
    assert_eq!(Author::query().one(&db).await?, author);
    Ok::<_, Error>(())
});

db_test!(a_row_with_a_given_key_comes_back, async |db, url| {
    tables(&db, url).await;
    let counter = NewCounter { day: "mon".to_owned(), place: "hall".to_owned(), visits: 3 };
    let found = Counter::insert(counter).one(&db).await?;
    assert_eq!(found, Counter { day: "mon".to_owned(), place: "hall".to_owned(), visits: 3 });
    assert_eq!(Book::insert(new!(Book { id: 70, title: "T", pages: 1_i64 })).one(&db).await?.id, 70);
    Ok::<_, Error>(())
});

db_test!(inserted_rows_are_returned, [Postgres, Sqlite], async |db, url| {
    tables(&db, url).await;
    let rows =
        [new!(Book { title: "A", pages: 1_i64 }), new!(Book { id: 9, title: "B", pages: 2_i64, stock: 1 })];
    let books = Book::insert_many(rows).returning().all(&db).await?;
    assert_eq!(
        books.iter().map(|book| (book.title.as_str(), book.stock)).collect::<Vec<_>>(),
        [("A", 7), ("B", 1)]
    );
    let insert = Book::insert(new!(Book { id: 30, title: "c", pages: 3_i64 }));
    let row = insert.returning_only((Book::id, Book::title.upper(), Book::pages + 1_i64)).one(&db).await?;
    assert_eq!(row, (30, "C".to_owned(), 4));
    Ok::<_, Error>(())
});

db_test!(the_key_of_one_row_comes_back, [Postgres, Sqlite], async |db, url| {
    tables(&db, url).await;
    let book = |title: &str| new!(Book { title, pages: 1_i64 });
    let key = |title: &str| Book::insert(book(title)).returning_only(Book::id);
    let first = key("A").one(&db).await?;
    let given = Book::insert(new!(Book { id: 70, title: "B", pages: 1_i64 }));
    assert_eq!(given.clone().returning_only(Book::id).one(&db).await?, 70);
    let (third,) =
        db.transaction(async |tx| Book::insert(book("C")).returning_only((Book::id,)).one(tx).await).await?;
    assert_eq!(given.on_conflict(Book::id).do_nothing().returning_only(Book::id).optional(&db).await?, None);
    let mut titles = Book::query().order_by(Book::title).select((Book::id, Book::title)).all(&db).await?;
    titles.dedup();
    let rows = [(first, "A".to_owned()), (70, "B".to_owned()), (third, "C".to_owned())];
    assert_eq!(titles, rows);
    Ok::<_, Error>(())
});

db_test!(a_row_that_a_trigger_leaves_out_has_no_key, [Sqlite], async |db, url| {
    tables(&db, url).await;
    let kept = Book::insert(new!(Book { title: "kept", pages: 1_i64 })).returning_only(Book::id);
    kept.one(&db).await?;
    let trigger = "create trigger none before insert on books begin select raise(ignore); end";
    sql(trigger).execute(&db).await?;
    let left_out = Book::insert(new!(Book { title: "out", pages: 1_i64 })).returning_only(Book::id);
    assert_eq!(left_out.optional(&db).await?, None);
    Ok::<_, Error>(())
});

db_test!(rows_may_leave_out_different_columns, async |db, url| {
    tables(&db, url).await;
    let rows = [
        new!(Book { title: "A", pages: 1_i64 }),
        new!(Book { title: "B", pages: 2_i64, price: 4 }),
        new!(Book { id: 50, title: "C", pages: 3_i64, stock: 0 }),
        new!(Book { title: "D", pages: 4_i64, price: 4, stock: 1 }),
    ];
    assert_eq!(Book::insert_many(rows).execute(&db).await?, 4);
    let hand: Vec<(String, Option<i32>, i32)> =
        by_hand(&db, url, "select title, price, stock from books order by title").await;
    let expected = [("A", None, 7), ("B", Some(4), 7), ("C", None, 0), ("D", Some(4), 1)];
    assert_eq!(hand, expected.map(|(title, price, stock)| (title.to_owned(), price, stock)));
    assert_eq!(Book::insert_many(Vec::<NewBook>::new()).execute(&db).await?, 0);
    Ok::<_, Error>(())
});

db_test!(a_hundred_thousand_rows, async |db, url| {
    tables(&db, url).await;
    let row = |n: i64| NewBook {
        id: None,
        author_id: None,
        title: format!("b{n}"),
        pages: n,
        price: (n % 3 == 0).then_some(1),
        stock: (n % 2 == 0).then_some(2),
    };
    assert_eq!(Book::insert_many((0..100_000).map(row)).execute(&db).await?, 100_000);
    let row = Book::query()
        .select((count_all(), count(Book::price), sum(Book::stock), sum(Book::pages)))
        .one(&db)
        .await?;
    assert_eq!(row, (100_000, 33_334, Some(450_000), Some(4_999_950_000)));
    Ok::<_, Error>(())
});

db_test!(many_rows_are_all_or_none, async |db, url| {
    tables(&db, url).await;
    let row = |n: i64| NewBook {
        id: Some(if n == 60_000 { 1 } else { i32::try_from(n).expect("small") + 1 }),
        author_id: None,
        title: String::new(),
        pages: n,
        price: None,
        stock: None,
    };
    let error = Book::insert_many((0..60_001).map(row)).execute(&db).await.expect_err("a key comes twice");
    assert!(matches!(error.kind(), ErrorKind::UniqueViolation(_)), "{error:?}");
    assert_eq!(Book::query().count(&db).await?, 0);
    Ok::<_, Error>(())
});

db_test!(a_broken_reference_is_an_error_of_the_schema, async |db, url| {
    library(&db, url).await?;
    let orphan = new!(Book { author_id: 99, title: "T", pages: 1_i64 });
    let error = Book::insert(orphan).execute(&db).await.expect_err("there is no such author");
    assert!(matches!(error.kind(), ErrorKind::ForeignKeyViolation(_)), "{error:?}");
    Ok::<_, Error>(())
});
