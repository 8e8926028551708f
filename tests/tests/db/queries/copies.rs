//! COPY on PostgreSQL: the same rows as inserts write, all or none, and connections that go on.

use std::time::Duration;

use orm_core::prelude::*;
use orm_core::{Db, Error, ErrorKind, PoolOptions};
use orm_tests::db_test;
use orm_tests::tables::create;
use sqlx::postgres::PgPoolOptions;

use super::bulk::everything;
use super::own_schema::{NewTagged, Tagged};
use super::schema::{Book, NewBook};
use super::tables;
use super::wide_schema::Everything;
use crate::transactions::poll_times;

fn book(id: Option<i32>, title: &str) -> NewBook {
    NewBook { id, author_id: None, title: title.to_owned(), pages: 1, price: None, stock: None }
}

db_test!(copied_rows_are_those_that_are_inserted, [Postgres], async |db, url| {
    create::<Postgres>(url, "tests/db/queries/wide_schema.rs").await;
    let specials = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.0, f64::MIN_POSITIVE, f64::MAX, 0.1];
    let years = [-43, 1, 12_345];
    let row = |n: i32| {
        let mut row = everything(n, n);
        row.double = specials[usize::try_from(n).expect("a position")];
        let year = years[usize::try_from(n).expect("a position") % 3];
        row.day = chrono::NaiveDate::from_ymd_opt(year, 3, 15).expect("a day");
        row.at = row.day.and_hms_micro_opt(23, 59, 59, 7).expect("a time");
        row.point = row.at.and_utc();
        row
    };
    assert_eq!(Everything::copy_many((0..7).map(row)).execute(&db).await?, 7);
    let copied = Everything::query().order_by(Everything::id).all(&db).await?;
    Everything::delete().all_rows().execute(&db).await?;
    let inserted = Everything::insert_many((0..7).map(row)).all(&db).await?;
    // NaN is not equal to itself.
    assert_eq!(format!("{copied:?}"), format!("{inserted:?}"));
    Ok::<_, Error>(())
});

db_test!(hostile_texts_are_copied_as_they_are, [Postgres], async |db, url| {
    tables(&db, url).await;
    create::<Postgres>(url, "tests/db/queries/own_schema.rs").await;
    let texts = [
        "",
        "\\N",
        "\\.",
        "\\",
        "a\tb",
        "\r\n",
        "\n\\.\n",
        "NULL",
        "'\"`$1",
        "{a,\"b\\\"}",
        "\u{8}\u{b}\u{7f}",
        "ünï🦀",
        "\\x41",
        "; drop table books; --",
    ];
    let rows = (1..).zip(texts).map(|(id, text)| book(Some(id), text));
    Book::copy_many(rows).execute(&db).await?;
    assert_eq!(Book::query().order_by(Book::id).select(Book::title).all(&db).await?, texts);
    let tags: Vec<_> = texts.iter().map(|text| Some((*text).to_owned())).chain([None]).collect();
    Tagged::copy_many([NewTagged { id: None, tags: tags.clone(), maybe: Some(3) }]).execute(&db).await?;
    assert_eq!(Tagged::query().select((Tagged::tags, Tagged::maybe)).one(&db).await?, (tags, Some(3)));
    Ok::<_, Error>(())
});

db_test!(a_hundred_thousand_rows_are_copied, [Postgres], async |db, url| {
    tables(&db, url).await;
    let row = |n: i64| NewBook {
        pages: n,
        price: Some(i32::try_from(n % 7).expect("small")),
        // Half of the rows leave it to the database.
        stock: (n < 50_000).then_some(2),
        ..book(None, &format!("book {n}"))
    };
    assert_eq!(Book::copy_many((0..100_000).map(row)).execute(&db).await?, 100_000);
    let row = Book::query().select((count_all(), sum(Book::stock), sum(Book::pages))).one(&db).await?;
    assert_eq!(row, (100_000, Some(450_000), Some(4_999_950_000)));
    assert_eq!(Book::copy_many(Vec::<NewBook>::new()).execute(&db).await?, 0);
    Ok::<_, Error>(())
});

db_test!(an_error_in_the_middle_leaves_nothing, [Postgres], async |db, url| {
    tables(&db, url).await;
    let title = "x".repeat(100);
    let row = |n: i32| book(Some(if n == 90_000 { 7 } else { n }), &title);
    let copy = || Book::copy_many((1..90_001).map(row));
    assert!(copy().statements().len() > 1, "it is about several statements");
    let error = copy().execute(&db).await.expect_err("a key comes twice");
    let ErrorKind::UniqueViolation(violation) = error.kind() else { panic!("{error:?}") };
    assert_eq!(violation.columns, ["id"]);
    assert_eq!((Book::query().count(&db).await?, db.pool_status().in_use), (0, 0));
    db.transaction(async |tx| {
        Book::insert(book(Some(200_000), "kept")).execute(tx).await?;
        let inner = tx.transaction(async |inner| copy().execute(inner).await).await;
        assert!(inner.is_err());
        Book::copy_many([book(Some(200_001), "kept")]).execute(tx.tag("job", "copy")).await?;
        Ok::<_, Error>(())
    })
    .await?;
    assert_eq!(Book::query().select(Book::title).all(&db).await?, ["kept", "kept"]);
    Ok::<_, Error>(())
});

db_test!(values_that_do_not_fit_are_errors_without_values, [Postgres], async |db, url| {
    tables(&db, url).await;
    let error = Book::copy_many([book(None, "a\0secret")]).execute(&db).await.expect_err("no NUL in a text");
    assert!(matches!(error.kind(), ErrorKind::InvalidValue { .. }), "{error:?}");
    assert!(!error.to_string().contains("secret"), "{error}");
    let orphan = NewBook { author_id: Some(77), ..book(None, "secret") };
    let error = Book::copy_many([orphan]).execute(&db).await.expect_err("there is no such author");
    assert!(matches!(error.kind(), ErrorKind::ForeignKeyViolation(_)), "{error:?}");
    assert!(!error.to_string().contains("77"), "{error}");
    assert_eq!(Book::query().count(&db).await?, 0);
    Ok::<_, Error>(())
});

db_test!(a_dropped_copy_leaves_nothing_and_a_pool_that_goes_on, [Postgres], async |db, url| {
    tables(&db, url).await;
    db.close().await;
    let of_sqlx = PgPoolOptions::new().max_connections(1).connect(url).await.expect("a pool");
    let title = "x".repeat(1000);
    let rows = || (0..6000).map(|_| book(None, &title));
    for db in [PoolOptions::<Postgres>::new().size(2).connect(url).await?, Db::from(of_sqlx)] {
        for polls in [1, 2, 3, 5, 8, 13] {
            poll_times(Book::copy_many(rows()).execute(&db), polls).await;
            let left = Book::query().count(&db).await?;
            assert!([0, 6000].contains(&left), "{left} after {polls} polls");
            Book::delete().all_rows().execute(&db).await?;
        }
        let tx = db.begin().await?;
        poll_times(Book::copy_many(rows().take(9)).execute(&tx), 1).await;
        let error = Book::query().count(&tx).await.expect_err("nobody knows where the connection stands");
        assert_eq!(error.kind(), &ErrorKind::Transaction);
        drop(tx);
        assert_eq!(Book::query().count(&db).await?, 0);
    }
    Ok::<_, Error>(())
});

db_test!(a_copy_that_takes_too_long_is_stopped, [Postgres], async |db, url| {
    tables(&db, url).await;
    let holder = db.begin().await?;
    sql("lock table books").execute(&holder).await?;
    let limited = db.timeout(Duration::from_millis(300));
    let error = Book::copy_many([book(None, "late")]).execute(&limited).await.expect_err("it waits");
    assert_eq!(error.kind(), &ErrorKind::Timeout);
    holder.rollback().await?;
    assert_eq!(Book::query().count(&db).await?, 0);
    Ok::<_, Error>(())
});
