//! Text of users in every place that takes it: it stays a value, and comes back as it was.

use orm_core::Error;
use orm_core::prelude::*;
use orm_core::types::Json;
use orm_tests::db_test;

use super::schema::{Author, AuthorPatch, Book, BookPatch, Settings};
use super::{library, tables};

/// Quotes, comments, placeholders, backslashes, pattern characters, and what ends a statement.
pub(super) const HOSTILE: &[&str] = &[
    "'",
    "''",
    "\"",
    "`",
    "\\",
    "\\'",
    "\\\\'",
    "' or '1'='1",
    "\" or \"\"=\"",
    "'; drop table books; --",
    "*/ select 1 /*",
    "-- ",
    "# ",
    "$1",
    "$$",
    "?",
    "??",
    ":name",
    "@x",
    "{}",
    "%",
    "_",
    "!",
    "!%",
    "%%",
    "[a]",
    "\u{1}\n\r\t\u{1a}",
    "e\u{301}\u{feff}\u{202e}🦀",
    "' union select 1; --",
    "\u{bf27}\u{2019}",
];

db_test!(text_is_a_value_in_every_place, async |db, url| {
    library(&db, url).await?;
    for &text in HOSTILE {
        let title = format!("a{text}z");
        let book =
            Book::insert(new!(Book { title: title.as_str(), pages: 1_i64, stock: 99 })).one(&db).await?;
        assert_eq!(book.title, title);
        let one = || Book::query().filter(Book::stock.eq(99)).select(Book::title);
        let found = [
            one().filter(Book::title.eq(&title)).all(&db).await?,
            one().filter(Book::title.in_([&title])).all(&db).await?,
            one().filter(Book::title.contains(text)).all(&db).await?,
            one().filter(Book::title.starts_with(format!("a{text}"))).all(&db).await?,
            one().filter(Book::title.ends_with(format!("{text}z"))).all(&db).await?,
            one().filter(Book::title.between(&title, &title)).all(&db).await?,
            one().filter(Book::title.coalesce(text).eq(&title)).all(&db).await?,
            one().filter(Book::title.concat(text).eq(format!("{title}{text}"))).all(&db).await?,
            one().filter(sql("").column(Book::title).sql(" = ").bind(&title).expr::<bool>()).all(&db).await?,
        ];
        for (place, found) in found.iter().enumerate() {
            assert_eq!(found, &[title.as_str()], "{text:?} in place {place}");
        }
        assert!(one().filter(Book::title.ne(&title)).all(&db).await?.is_empty(), "{text:?}");
        let case = case().when(Book::id.eq(book.id), text).otherwise("other");
        let labels = Book::query().filter(Book::stock.eq(99)).select(case).all(&db).await?;
        assert_eq!(labels, [text]);

        let patch = BookPatch { title: Some(text.to_owned()), ..BookPatch::default() };
        assert_eq!(Book::update().patch(patch).filter(Book::id.eq(book.id)).execute(&db).await?, 1);
        assert_eq!(one().one(&db).await?, text);
        Book::update().set(Book::title, &*title).filter(Book::title.eq(text)).execute(&db).await?;
        assert_eq!(one().one(&db).await?, title);
        let scalar: String = sql("select title from books where title = ").bind(&title).scalar(&db).await?;
        assert_eq!(scalar, title);
        assert_eq!(Book::delete().filter(Book::title.eq(&title)).execute(&db).await?, 1, "{text:?}");
    }
    assert_eq!(Book::query().count(&db).await?, 5);
    Ok::<_, Error>(())
});

db_test!(a_pattern_matches_no_more_than_its_text, async |db, url| {
    tables(&db, url).await;
    Book::insert_many(
        ["plain", "100%", "a_b", "bang!", "back\\slash"].map(|title| new!(Book { title, pages: 1_i64 })),
    )
    .execute(&db)
    .await?;
    for (part, titles) in [("%", "100%"), ("_", "a_b"), ("!", "bang!"), ("\\", "back\\slash")] {
        let found = Book::query().filter(Book::title.contains(part)).select(Book::title).all(&db).await?;
        assert_eq!(found, [titles]);
    }
    assert_eq!(Book::query().filter(Book::title.contains("")).count(&db).await?, 5);
    Ok::<_, Error>(())
});

db_test!(documents_with_hostile_text, async |db, url| {
    library(&db, url).await?;
    for &text in HOSTILE {
        let settings = Settings { theme: text.to_owned(), size: None };
        let patch = AuthorPatch { settings: Some(Json(settings.clone())), ..AuthorPatch::default() };
        Author::update().patch(patch).filter(Author::id.eq(1)).execute(&db).await?;
        let found = Author::query().filter(Author::id.eq(1)).select(Author::settings).one(&db).await?;
        assert_eq!(found.0, settings);
    }
    Ok::<_, Error>(())
});

// What is no value but a name, a place or a pattern: some databases refuse some of these words, and none takes one for SQL.
db_test!(names_places_and_patterns_stay_what_they_are, async |db, url| {
    library(&db, url).await?;
    let books = || Book::query().order_by(Book::id);
    for &text in HOSTILE {
        let themes = Author::query().select(Author::settings.path("theme").member(text).text());
        assert_eq!(themes.all(&db).await?, [None, None, None, None], "{text:?}");
        let places = Author::query().select(Author::settings.path(text).text()).all(&db).await?;
        assert_eq!(places.len(), 4, "{text:?}");
        let document = json_object().field(text, Book::id).build::<serde_json::Value>();
        let documents = books().limit(1).select(document).one(&db).await?;
        assert_eq!(documents.0, serde_json::json!({ text: 1 }));
        let joined = Book::query()
            .select(string_agg(Book::stock.cast::<String>(), text, Book::id.asc()))
            .one(&db)
            .await?;
        assert_eq!(joined, Some(["7", "7", "7", "0", "7"].join(text)));
        let named = books().select(row_number().over(window().order_by(Book::id).named(text)));
        // MySQL takes no name that ends with a space.
        let numbers = named.all(&db).await;
        assert!(numbers.is_err() || numbers.is_ok_and(|numbers| numbers == [1, 2, 3, 4, 5]), "{text:?}");
        let _refused = books().select(Book::title.collate(text)).all(&db).await;
        let one: Result<i32, Error> = sql("select 1 as ").ident(text).scalar(&db).await;
        assert!(one.is_err() || one.is_ok_and(|one| one == 1), "{text:?}");
        let named: String = sql("select :a").bind_named("a", text).scalar(&db).await?;
        assert_eq!(named, text);
        let times =
            Author::query().order_by(Author::id).select(Author::joined_at.format(text)).all(&db).await;
        assert!(times.is_err() || times.is_ok_and(|times| times.len() == 4), "{text:?}");
        assert_eq!(Book::query().count(&db).await?, 5, "{text:?}");
    }
    Ok::<_, Error>(())
});

db_test!(settings_channels_and_snapshots_stay_what_they_are, [Postgres], async |db, url| {
    library(&db, url).await?;
    for &text in HOSTILE {
        db.transaction(async |tx| {
            tx.set_config("app.text", text).await?;
            tx.search_path(&[text, "public"]).await?;
            let found: String = sql("select current_setting('app.text')").scalar(tx).await?;
            assert_eq!(found, text);
            assert_eq!(Book::query().count(tx).await?, 5);
            orm_core::Channel::named(text).notify(tx, &text.to_owned()).await
        })
        .await?;
        let options = TransactionOptions::new().repeatable_read().snapshot(text);
        let refused = db.transaction_with(options, async |tx| Book::query().count(tx).await).await;
        assert!(refused.is_err(), "{text:?}");
        let refused = db.transaction(async |tx| tx.set_config(text, "a").await).await;
        assert!(refused.is_err(), "{text:?}");
        let copied =
            Book::copy_many([new!(Book { title: text, pages: 1_i64, stock: 98 })]).execute(&db).await?;
        let removed =
            Book::delete().filter(Book::title.eq(text).and(Book::stock.eq(98))).execute(&db).await?;
        assert_eq!((copied, removed), (1, 1), "{text:?}");
    }
    assert_eq!(Book::query().count(&db).await?, 5);
    Ok::<_, Error>(())
});
