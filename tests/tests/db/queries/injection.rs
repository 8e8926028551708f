//! Text of users in every place that takes it: it stays a value, and comes back as it was.

use orm_core::Error;
use orm_core::prelude::*;
use orm_core::types::Json;
use orm_tests::db_test;

use super::schema::{Author, AuthorPatch, Book, BookPatch, Settings};
use super::{library, tables};

/// Quotes, comments, placeholders, backslashes, pattern characters, and what ends a statement.
const HOSTILE: &[&str] = &[
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
