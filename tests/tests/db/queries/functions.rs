//! Functions of text, numbers, times and documents: the same results on every database.

use chrono::{DateTime, NaiveDate, Utc};
use orm_core::Error;
use orm_core::dialect::Database;
use orm_core::prelude::*;
use orm_tests::db_test;

use super::library;
use super::schema::{Author, Book};

db_test!(functions_of_text, async |db, url| {
    library(&db, url).await?;
    let row = Book::query()
        .filter(Book::id.eq(2))
        .select((
            Book::title.replace("n", "N"),
            Book::title.substring(2, 3),
            Book::title.position("gin"),
            Book::title.position("xyz"),
            Book::title.left(3),
            Book::title.right(3),
            Book::title.right(50),
            Book::title.left(2).repeat(3),
            Book::title.concat("  ").trim_end(),
            Book::title.lower().upper().length(),
        ))
        .one(&db)
        .await?;
    let text = str::to_owned;
    assert_eq!(
        row,
        (
            text("ENgiNes"),
            text("ngi"),
            3,
            0,
            text("Eng"),
            text("nes"),
            text("Engines"),
            text("EnEnEn"),
            text("Engines"),
            7
        )
    );
    let prices = Book::query().order_by(Book::id).select(Book::title.left(Book::price)).all(&db).await?;
    assert_eq!(prices, [Some(text("Notes")), None, Some(text("Songs")), Some(text("notes")), None]);
    Ok::<_, Error>(())
});

db_test!(padding_reversing_and_regular_expressions, [Postgres, Mysql], async |db, url| {
    library(&db, url).await?;
    let row = Author::query()
        .filter(Author::id.eq(1))
        .select((Author::name.pad_start(5, "-"), Author::name.pad_end(5, "-+"), Author::name.reverse()))
        .one(&db)
        .await?;
    assert_eq!(row, ("--Ada".to_owned(), "Ada-+".to_owned(), "adA".to_owned()));
    let found =
        Author::query().filter(Author::name.matches("^[AB].[ab]$")).order_by(Author::id).select(Author::id);
    assert_eq!(found.all(&db).await?, [1, 2]);
    Ok::<_, Error>(())
});

db_test!(regular_expressions_replace_and_pass_over_case, [Postgres, Mysql], async |db, url| {
    library(&db, url).await?;
    let found = Author::query()
        .filter(Author::name.matches_any_case("^[ab].[AB]$"))
        .order_by(Author::id)
        .select(Author::name.replace_matches("[do]", "."));
    assert_eq!(found.all(&db).await?, ["A.a", "B.b"]);
    let none = Author::query().filter(!Author::name.matches_any_case("a")).select(Author::name);
    assert_eq!(none.order_by(Author::id).all(&db).await?, ["Bob", "Cleo"]);
    Ok::<_, Error>(())
});

db_test!(functions_of_numbers, async |db, url| {
    library(&db, url).await?;
    let row = Author::query()
        .filter(Author::id.eq(4))
        .select((
            (Author::rating * 1.25).floor(),
            (Author::rating * 1.25).ceil(),
            (Author::rating * 1.3).round(),
            Author::rating.abs(),
            Author::rating.sign(),
            Author::id.greatest(Author::age),
            Author::id.least(7),
            Author::id.sign(),
        ))
        .one(&db)
        .await?;
    assert_eq!(row, (-2.0, -1.0, -1.0, 1.0, -1, Some(36), 4, 1));
    let unknown = Author::query()
        .filter(Author::id.eq(2))
        .select((Author::age.greatest(1), Author::id.least(Author::age)));
    assert_eq!(unknown.one(&db).await?, (None, None));
    Ok::<_, Error>(())
});

db_test!(roots_and_powers, [Postgres, Mysql], async |db, url| {
    library(&db, url).await?;
    let roots = ((Author::rating + 5.0).square_root(), Author::rating.power(2.0));
    assert_eq!(Author::query().filter(Author::id.eq(4)).select(roots).one(&db).await?, (Some(2.0), 1.0));
    Ok::<_, Error>(())
});

db_test!(parts_of_times, async |db, url| {
    library(&db, url).await?;
    let row = Author::query()
        .filter(Author::id.eq(3))
        .select((
            (Author::joined_at.year(), Author::joined_at.month(), Author::joined_at.day()),
            (Author::joined_at.hour(), Author::joined_at.minute(), Author::joined_at.second()),
            (Author::born.year(), Author::born.month(), Author::born.day()),
            Author::joined_at.date(),
        ))
        .one(&db)
        .await?;
    let day: NaiveDate = "2026-01-03".parse().expect("a day");
    assert_eq!(row, ((2026, 1, 3), (10, 30, 0), (Some(2009), Some(2), Some(28)), day));
    Ok::<_, Error>(())
});

db_test!(beginnings_and_sums_of_times, async |db, url| {
    library(&db, url).await?;
    let time = |text: &str| -> DateTime<Utc> { text.parse().expect("a time") };
    let day = |text: &str| -> NaiveDate { text.parse().expect("a day") };
    let joined = Author::joined_at;
    let row = Author::query()
        .filter(Author::id.eq(3))
        .select((
            joined.truncated_to(TimePart::Year),
            joined.truncated_to(TimePart::Month),
            joined.truncated_to(TimePart::Day),
            joined.truncated_to(TimePart::Hour),
            joined.truncated_to(TimePart::Minute),
            joined.truncated_to(TimePart::Second),
            Author::born.truncated_to(TimePart::Month),
        ))
        .one(&db)
        .await?;
    let expected = (
        time("2026-01-01T00:00:00Z"),
        time("2026-01-01T00:00:00Z"),
        time("2026-01-03T00:00:00Z"),
        time("2026-01-03T10:00:00Z"),
        time("2026-01-03T10:30:00Z"),
        time("2026-01-03T10:30:00Z"),
        Some(day("2009-02-01")),
    );
    assert_eq!(row, expected);
    let hour = || joined.truncated_to(TimePart::Hour);
    let row = Author::query()
        .filter(Author::id.eq(3))
        .select((
            hour().plus_days(30),
            hour().plus_hours(-11),
            hour().plus_minutes(Author::id),
            hour().plus_seconds(90),
            Author::born.plus_days(1),
            hour().plus_seconds(90).seconds_since(hour()),
            hour().seconds_since(hour().plus_days(1)),
        ))
        .one(&db)
        .await?;
    let expected = (
        time("2026-02-02T10:00:00Z"),
        time("2026-01-02T23:00:00Z"),
        time("2026-01-03T10:03:00Z"),
        time("2026-01-03T10:01:30Z"),
        Some(day("2009-03-01")),
        90.0,
        -86_400.0,
    );
    assert_eq!(row, expected);
    let (now, today): (DateTime<Utc>, NaiveDate) =
        Author::query().select((now(), current_date())).one(&db).await?;
    assert!((Utc::now() - now).num_minutes().abs() < 5, "{now}");
    assert!((Utc::now().date_naive() - today).num_days().abs() < 2, "{today}");
    let later =
        Author::query().filter(Author::joined_at.plus_hours(24).gt(time("2026-01-04T10:30:00Z"))).count(&db);
    assert_eq!(later.await?, 2);
    Ok::<_, Error>(())
});

db_test!(months_have_different_lengths, [Postgres, Mysql], async |db, url| {
    library(&db, url).await?;
    let row = Author::query()
        .filter(Author::id.eq(3))
        .select((
            Author::joined_at.plus_days(28).plus_months(1).date(),
            Author::born.plus_years(1).plus_months(-12),
        ))
        .one(&db)
        .await?;
    let day = |text: &str| -> NaiveDate { text.parse().expect("a day") };
    assert_eq!(row, (day("2026-02-28"), Some(day("2009-02-28"))));
    Ok::<_, Error>(())
});

db_test!(places_in_documents, async |db, url| {
    library(&db, url).await?;
    let rows = Author::query()
        .order_by(Author::id)
        .select((
            Author::settings.path("theme").text(),
            Author::settings.path("size").int(),
            Author::settings.path("size").double(),
            Author::settings.path("nowhere.at[0].all").text(),
        ))
        .all(&db)
        .await?;
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(rows[0], (text("light"), Some(10), Some(10.0), None));
    assert_eq!(rows[3], (text("dark"), None, None, None));
    let dark = Author::query().filter(Author::settings.path("theme").text().eq("dark")).count(&db).await?;
    assert_eq!(dark, 2);
    Ok::<_, Error>(())
});

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "documents")]
struct Document {
    #[column(primary_key)]
    id: i32,
    body: serde_json::Value,
}

db_test!(values_of_every_kind_in_documents, async |db, url| {
    document_table(&db, url).await;
    let body = serde_json::json!({
        "yes": true, "no": false, "null": null, "word": "null", "n": -12, "x": 1.5, "list": [1, [2, 3], {"a b": "it's"}],
        "a \" ' \\ b": "quoted", "empty": {}, "": 1
    });
    Document::insert(new!(Document { id: 1, body: body.clone() })).execute(&db).await?;
    let place = |path: &str| Document::body.path(path);
    let row = Document::query()
        .select((
            place("yes").bool(),
            place("no").bool(),
            place("null").bool(),
            place("null").text(),
            place("word").text(),
            place("n").int(),
            place("x").double(),
            place("list[1][0]").int(),
            place("list[2]").member("a b").text(),
            place("list").length(),
            place("").member("a \" ' \\ b").text(),
            (place("list[1]").json::<Vec<i32>>(), place("list").element(9).text(), place("x").text()),
        ))
        .one(&db)
        .await?;
    assert_eq!((row.0, row.1, row.2), (Some(true), Some(false), None));
    assert_eq!((row.3, row.4.as_deref(), row.5, row.6), (None, Some("null"), Some(-12), Some(1.5)));
    assert_eq!((row.7, row.8.as_deref(), row.9), (Some(2), Some("it's"), Some(3)));
    assert_eq!(row.10.as_deref(), Some("quoted"));
    let (list, beyond, number) = row.11;
    assert_eq!(
        (list.map(Json::into_inner), beyond, number.as_deref()),
        (Some(vec![2, 3]), None, Some("1.5"))
    );
    Ok::<_, Error>(())
});

db_test!(documents_that_hold_others, [Postgres, Mysql], async |db, url| {
    document_table(&db, url).await;
    let row = |id, body| new!(Document { id, body });
    let bodies = [serde_json::json!({ "a": 1, "b": [1, 2] }), serde_json::json!({ "a": 2 })];
    Document::insert_many((1..).zip(bodies).map(|(id, body)| row(id, body))).execute(&db).await?;
    let with = |part| Document::query().filter(Document::body.json_contains(part)).select(Document::id);
    assert_eq!(with(serde_json::json!({ "a": 1 })).all(&db).await?, [1]);
    assert_eq!(with(serde_json::json!({ "b": [2] })).all(&db).await?, [1]);
    assert!(with(serde_json::json!({ "a": "1" })).all(&db).await?.is_empty());
    Ok::<_, Error>(())
});

async fn document_table<D: Database>(_db: &Db<D>, url: &str) {
    orm_tests::tables::create::<D>(url, "tests/db/queries/functions.rs").await;
}

db_test!(numbers_are_rounded_cut_and_divided, async |db, url| {
    library(&db, url).await?;
    let row = Author::query()
        .filter(Author::id.eq(3))
        .select((
            (Author::rating * 1.111).round_to(2),
            (Author::rating * 1.111).round_to(0),
            (Author::rating * -1.111).truncate(),
            (Author::id * -1).quotient(2),
            Author::id.quotient(2),
            Author::rating / 2.0,
            Author::rating.degrees().round_to(6),
            (pi() * 50.0 / pi()).radians().round_to(9),
            pi(),
        ))
        .one(&db)
        .await?;
    let radians = 0.872_664_626;
    let expected = (3.61, 4.0, -3.0, Some(-1), Some(1), 1.625, 186.211_283, radians, std::f64::consts::PI);
    assert_eq!(row, expected);
    let halves: Vec<f64> = Author::query().order_by(Author::id).select(Author::rating / 0.5).all(&db).await?;
    assert_eq!(halves, [9.0, 4.0, 6.5, -2.0]);
    Ok::<_, Error>(())
});

db_test!(logarithms_and_trigonometry, [Postgres, Mysql], async |db, url| {
    library(&db, url).await?;
    let row = Author::query()
        .filter(Author::id.eq(2))
        .select((
            Author::rating.exp().ln().round_to(9),
            (Author::rating * 50.0).log10(),
            (Author::rating * 4.0).log(Author::rating).round_to(9),
            (pi() / Author::rating).sin(),
            (Author::rating - 2.0).cos(),
            (Author::rating - 2.0).tan(),
            (Author::rating - 1.0).asin().degrees(),
            (Author::rating - 1.0).acos(),
            (Author::rating - 1.0).atan().degrees(),
            Author::rating.atan2(Author::rating).degrees(),
        ))
        .one(&db)
        .await?;
    let expected = (Some(2.0), Some(2.0), Some(3.0), 1.0, 1.0, 0.0, Some(90.0), Some(0.0), 45.0, 45.0);
    assert_eq!(row, expected);
    Ok::<_, Error>(())
});
