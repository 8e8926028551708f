//! `in` with lists of many lengths, and statements with many values.

use orm_core::Error;
use orm_core::prelude::*;
use orm_tests::db_test;

use super::schema::{Author, AuthorKind, Book, Counter, NewCounter};
use super::{library, tables};

db_test!(lists_of_every_length, async |db, url| {
    library(&db, url).await?;
    for length in [0, 1, 3, 1000, 100_000_i32] {
        let found = Book::query().filter(Book::id.in_(0..length)).count(&db).await?;
        assert_eq!(found, i64::from((length - 1).clamp(0, 5)), "in a list of {length}");
        let found = Book::query().filter(Book::id.not_in(0..length)).count(&db).await?;
        assert_eq!(found, i64::from(5 - (length - 1).clamp(0, 5)), "not in a list of {length}");
    }
    Ok::<_, Error>(())
});

db_test!(long_lists_of_text_and_fractions, async |db, url| {
    library(&db, url).await?;
    let names: Vec<String> = (0..100_000).map(|n| format!("\"n'{n}\\")).chain(["Bob".to_owned()]).collect();
    assert_eq!(Author::query().filter(Author::name.in_(&names)).select(Author::id).all(&db).await?, [2]);
    assert_eq!(Author::query().filter(Author::name.not_in(&names)).count(&db).await?, 3);
    let ratings: Vec<f64> = (0..30_000).map(|n| f64::from(n) + 0.5).collect();
    assert_eq!(Author::query().filter(Author::rating.in_(&ratings)).select(Author::id).all(&db).await?, [1]);
    Ok::<_, Error>(())
});

db_test!(lists_of_other_types, async |db, url| {
    library(&db, url).await?;
    let kinds = Author::query().filter(Author::kind.in_([AuthorKind::Poet])).count(&db).await?;
    assert_eq!(kinds, 2);
    assert_eq!(Author::query().filter(Author::is_active.in_([true])).count(&db).await?, 3);
    let day: chrono::NaiveDate = "1815-12-10".parse().expect("a day");
    assert_eq!(Author::query().filter(Author::born.in_([day])).count(&db).await?, 1);
    let time: chrono::DateTime<chrono::Utc> = "2026-01-02T10:30:00.123456Z".parse().expect("a time");
    assert_eq!(Author::query().filter(Author::joined_at.in_([time])).select(Author::id).all(&db).await?, [2]);
    Ok::<_, Error>(())
});

db_test!(forty_thousand_binds, async |db, url| {
    tables(&db, url).await;
    let row = |n: i64| NewCounter { day: format!("d{n}"), place: "here".to_owned(), visits: n };
    assert_eq!(Counter::insert_many((0..20_000).map(row)).execute(&db).await?, 20_000);
    // Conditions that no list holds: one bind each.
    let mut statement = sql("select count(*) from counters where visits in (").bind(-1_i64);
    for n in 0..30_000_i64 {
        statement = statement.sql(", ").bind(n);
    }
    let found: i64 = statement.sql(")").scalar(&db).await?;
    assert_eq!(found, 20_000);
    let days: Vec<String> = (0..40_000).map(|n| format!("d{n}")).collect();
    assert_eq!(Counter::query().filter(Counter::day.in_(&days)).count(&db).await?, 20_000);
    Ok::<_, Error>(())
});
