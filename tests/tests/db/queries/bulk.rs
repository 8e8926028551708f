//! Inserts of many rows: each value as a single insert stores it, and the rows handed back.

use orm_core::dialect::Database;
use orm_core::prelude::*;
use orm_core::{Error, ErrorKind};
use orm_tests::db_test;
use orm_tests::tables::{by_hand, create};

use super::own_schema::{Peculiar, Tagged};
use super::schema::{Book, Counter, NewBook, NewCounter};
use super::wide_schema::{Everything, Mood, NewEverything};
use super::{library, tables};

/// A row of which the values depend on `n`; some are NULL in every other row, two in all.
pub(super) fn everything(id: i32, n: i32) -> NewEverything {
    let is_even = n % 2 == 0;
    NewEverything {
        id,
        truth: is_even,
        tiny: i8::MIN,
        small: i16::MAX,
        big: i64::MIN + i64::from(n),
        unsigned: u32::MAX,
        huge: u64::from(n.unsigned_abs()) << 40,
        single: 0.5,
        double: f64::from(n) * 1e300,
        text: format!("{n}'\"\\ {{NULL}},ünï\n🦀"),
        short: String::new(),
        bytes: vec![0, 255, 39, 92],
        day: "0999-12-31".parse().expect("a day"),
        time: "23:59:59.999999".parse().expect("a time"),
        at: "2026-11-20T10:30:00.123456".parse().expect("a time"),
        point: "1999-12-31T23:59:59.000001Z".parse().expect("a time"),
        uuid: uuid::Uuid::from_u128(n.unsigned_abs().into()),
        price: "-1234567890123456.0001".parse().expect("a number"),
        document: Json(vec![Some(n), None]),
        mood: if is_even { Mood::VeryGood } else { Mood::Bad },
        address: "2001:db8::1".parse().expect("an address"),
        maybe_mood: is_even.then_some(Mood::Bad),
        maybe_big: (!is_even).then_some(i64::MAX),
        maybe_text: is_even.then(|| "NULL".to_owned()),
        maybe_document: is_even.then(|| Json(vec![n])),
        never: None,
        never_a_mood: None,
    }
}

db_test!(many_rows_store_what_single_ones_do, async |db, url| {
    create_wide(&db, url).await;
    let many = Everything::insert_many((0..7).map(|n| everything(n, n))).all(&db).await?;
    let mut single = Vec::new();
    for n in 0..7 {
        let row = Everything::insert(everything(100 + n, n)).one(&db).await?;
        single.push(Everything { id: n, ..row });
    }
    assert_eq!(many, single);
    Ok::<_, Error>(())
});

async fn create_wide<D: Database>(_db: &Db<D>, url: &str) {
    create::<D>(url, "tests/db/queries/wide_schema.rs").await;
}

db_test!(rows_are_sent_as_arrays_where_arrays_hold_them, [Postgres], async |db, url| {
    create::<Postgres>(url, "tests/db/queries/own_schema.rs").await;
    let peculiar = |narrow: i32| new!(Peculiar { narrow, raw: Json(vec![narrow]) });
    let insert = Peculiar::insert_many([peculiar(1), peculiar(2)]);
    assert!(insert.clone().statements(Postgres)[0].text.contains(" from unnest("));
    let many = insert.all(&db).await?;
    let single = Peculiar::insert(peculiar(2)).one(&db).await?;
    assert_eq!(many[1], Peculiar { id: 2, ..single });
    let tagged = |tag: &str| new!(Tagged { tags: vec![Some(tag.to_owned()), None], maybe: None });
    let insert = Tagged::insert_many([tagged("a"), tagged("b")]);
    assert!(!insert.clone().statements(Postgres)[0].text.contains("unnest"));
    let tags = insert.returning_only(Tagged::tags).all(&db).await?;
    assert_eq!(tags, [[Some("a".to_owned()), None], [Some("b".to_owned()), None]]);
    Ok::<_, Error>(())
});

db_test!(a_column_generated_always_takes_a_value_when_told, [Postgres], async |db, url| {
    create::<Postgres>(url, "tests/db/queries/own_schema.rs").await;
    let raw = || Peculiar::insert(new!(Peculiar { narrow: 1, raw: Json(vec![1]) }));
    raw().execute(&db).await?;
    let copy = || {
        let rows = Peculiar::query().filter(Peculiar::id.eq(1)).select((
            Peculiar::id + 40,
            Peculiar::narrow,
            Peculiar::raw,
        ));
        let columns = (Peculiar::id, Peculiar::narrow, Peculiar::raw);
        Peculiar::insert_from(columns, rows)
    };
    copy().execute(&db).await.expect_err("the database counts the key");
    let given = copy().overriding_system_value().returning_only(Peculiar::id).one(&db).await?;
    let counted = copy().overriding_user_value().returning_only(Peculiar::id).one(&db).await?;
    assert_eq!((given, counted), (41, 2));
    Ok::<_, Error>(())
});

fn book(title: String) -> NewBook {
    NewBook { id: None, author_id: None, title, pages: 1, price: None, stock: None }
}

db_test!(many_rows_come_back_in_their_order, async |db, url| {
    library(&db, url).await?;
    let books = Book::insert_many((0..2_500).map(|n| book(format!("t{n}")))).all(&db).await?;
    assert!(books.iter().enumerate().all(|(n, book)| book.title == format!("t{n}") && book.stock == 7));
    let hand: Vec<(i32, String)> =
        by_hand(&db, url, "select id, title from books where title like 't%' order by id").await;
    assert_eq!(books.into_iter().map(|book| (book.id, book.title)).collect::<Vec<_>>(), hand);
    assert_eq!(Book::insert_many(Vec::<NewBook>::new()).all(&db).await?, []);
    Ok::<_, Error>(())
});

db_test!(rows_with_and_without_keys_come_back_in_their_order, async |db, url| {
    tables(&db, url).await;
    let keyed = |id: i32, title: &str| NewBook { id: Some(id), ..book(title.to_owned()) };
    let rows = [keyed(90, "a"), keyed(80, "b"), book("c".to_owned()), keyed(70, "d"), book("e".to_owned())];
    let books = Book::insert_many(rows).all(&db).await?;
    assert_eq!(books.iter().map(|book| book.title.as_str()).collect::<Vec<_>>(), ["a", "b", "c", "d", "e"]);
    assert_eq!([books[0].id, books[1].id, books[3].id], [90, 80, 70]);
    let visit = |n: i64| NewCounter { day: format!("d{}", 99 - n), place: "hall".to_owned(), visits: n };
    let counters = Counter::insert_many((0..99).map(visit)).all(&db).await?;
    assert_eq!(
        counters.iter().map(|counter| counter.visits).collect::<Vec<_>>(),
        (0..99).collect::<Vec<_>>()
    );
    Ok::<_, Error>(())
});

db_test!(rows_come_back_from_a_transaction_too, async |db, url| {
    tables(&db, url).await;
    let books = db
        .transaction(async |tx| {
            Book::insert_many([book("kept".to_owned()), book("kept".to_owned())]).all(tx).await?;
            let again = [book("a".to_owned()), NewBook { author_id: Some(99), ..book("b".to_owned()) }];
            let error = Book::insert_many(again).all(tx).await.expect_err("there is no such author");
            assert!(matches!(error.kind(), ErrorKind::ForeignKeyViolation(_)), "{error:?}");
            Ok::<_, Error>(())
        })
        .await;
    // PostgreSQL runs nothing more in a transaction of which a statement failed, unless it was undone.
    let count = Book::query().count(&db).await?;
    assert_eq!(count, if books.is_ok() { 2 } else { 0 });
    Ok::<_, Error>(())
});

db_test!(keys_at_any_distance_are_found, [Mysql], async |db, url| {
    tables(&db, url).await;
    let ids = db
        .transaction(async |tx| {
            sql("set session auto_increment_increment = 5").execute(tx).await?;
            let books = Book::insert_many((0..4).map(|n| book(format!("t{n}")))).all(tx).await?;
            sql("set session auto_increment_increment = 1").execute(tx).await?;
            Ok::<_, Error>(books.into_iter().map(|book| book.id).collect::<Vec<_>>())
        })
        .await?;
    assert!(ids.windows(2).all(|pair| pair[1] - pair[0] == 5), "{ids:?}");
    Ok::<_, Error>(())
});

db_test!(what_cannot_come_back_is_not_written, [Mysql], async |db, url| {
    tables(&db, url).await;
    let insert = Book::insert_many([book("a".to_owned()), book("b".to_owned())]);
    let error = insert.clone().ignore().all(&db).await.expect_err("rows may be left out");
    assert!(matches!(error.kind(), ErrorKind::Unsupported { .. }), "{error:?}");
    let error =
        insert.on_duplicate_key().do_update(Book::title).all(&db).await.expect_err("keys may be others");
    assert!(matches!(error.kind(), ErrorKind::Unsupported { .. }), "{error:?}");
    assert_eq!(Book::query().count(&db).await?, 0);
    let visit = |visits: i64| NewCounter { day: "mon".to_owned(), place: "hall".to_owned(), visits };
    Counter::insert(visit(1)).execute(&db).await?;
    let counters = Counter::insert_many([visit(5)]).on_duplicate_key().do_update_all().all(&db).await?;
    assert_eq!(counters[0].visits, 5);
    Ok::<_, Error>(())
});

db_test!(rows_of_many_megabytes_go_in_several_packets, async |db, url| {
    tables(&db, url).await;
    let text = "x".repeat(1_000_000);
    assert_eq!(Book::insert_many((0..20).map(|_| book(text.clone()))).execute(&db).await?, 20);
    assert_eq!(Book::query().select(sum(Book::title.length())).one(&db).await?, Some(20_000_000));
    Ok::<_, Error>(())
});
