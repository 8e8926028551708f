//! Text of users that says a place rather than a value: names of constraints, indexes, placeholders and channels, members of
//! documents, elements of arrays. None is taken for SQL, and the rows beside it stay as they are.

use std::collections::BTreeMap;

use futures_util::StreamExt;
use orm_core::prelude::*;
use orm_core::{Channel, Error, Heard};
use orm_tests::db_test;
use serde_json::{Value, json};

use super::injection::HOSTILE;
use super::library;
use super::schema::{Author, Book};

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(from = Book, name = "wanted \"`' -- ☃")]
struct Wanted {
    id: i32,
    #[projection(Book::title)]
    word: String,
}

/// The books are all there.
async fn untouched<D: orm_core::dialect::Database>(db: &Db<D>, text: &str) -> Result<(), Error> {
    assert_eq!(Book::query().count(db).await?, 5, "{text:?}");
    Ok(())
}

/// What a member of a document may be called. MariaDB takes no path with a name that begins with a minus (error 4042).
fn names<D: orm_core::dialect::Database>(_db: &Db<D>) -> impl Iterator<Item = &'static str> {
    let is_mysql = D::DIALECT == orm_schema::Dialect::Mysql;
    HOSTILE.iter().copied().filter(move |text| !(is_mysql && text.starts_with('-')))
}

/// Gives the first author these settings.
macro_rules! change {
    ($db:expr, $settings:expr) => {
        Author::update().set(Author::settings, $settings).filter(Author::id.eq(1)).execute($db)
    };
}

db_test!(members_of_documents_have_any_name, async |db, url| {
    library(&db, url).await?;
    let first = || Author::query().filter(Author::id.eq(1));
    for text in names(&db) {
        let place = || Author::settings.path("extra").member(text);
        change!(&db, Author::settings.path("extra").set(json!({}))).await?;
        change!(&db, place().replace("nothing is there")).await?;
        assert!(!first().select(place().exists()).one(&db).await?, "{text:?}");
        change!(&db, place().insert("one")).await?;
        assert_eq!(first().select(place().text()).one(&db).await?.as_deref(), Some("one"), "{text:?}");
        change!(&db, place().replace(json!([text, text]))).await?;
        let read = (place().exists(), place().length(), place().element(1).text());
        let expected = (true, Some(2), Some(text.to_owned()));
        assert_eq!(first().select(read).one(&db).await?, expected, "{text:?}");
        let kept = first().select(Author::settings.path("extra").json::<Value>()).one(&db).await?;
        assert_eq!(kept, Some(Json(json!({ text: [text, text] }))));
        change!(&db, place().set(json!({ text: true }))).await?;
        assert_eq!(first().select(place().member(text).bool()).one(&db).await?, Some(true), "{text:?}");
        change!(&db, place().remove()).await?;
        assert!(!first().select(place().exists()).one(&db).await?, "{text:?}");
        change!(&db, Author::settings.path("extra").remove()).await?;
        // A path of users is a place of its own, whatever it says.
        let _may_be_refused = change!(&db, Author::settings.path(text).set("a")).await;
        let _may_be_refused = change!(&db, Author::settings.path(text).remove()).await;
        let place = (Author::settings.path(text).keys(), Author::settings.path(text).kind());
        first().select(place).one(&db).await?;
        change!(&db, Author::settings.path("theme").set("light")).await?;
        untouched(&db, text).await?;
    }
    Ok::<_, Error>(())
});

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "maps")]
struct Map {
    #[column(primary_key)]
    id: i32,
    entries: Json<BTreeMap<String, String>>,
}

/// Creates the table.
async fn maps<D: orm_core::dialect::Database>(_db: &Db<D>, url: &str) {
    orm_tests::tables::create::<D>(url, "tests/db/queries/text_places.rs").await;
}

db_test!(entries_of_maps_have_any_name, async |db, url| {
    maps(&db, url).await;
    Map::insert(new!(Map { id: 1, entries: Json(BTreeMap::new()) })).execute(&db).await?;
    for text in names(&db) {
        let set = Map::entries.whole().entry(text).set(text);
        Map::update().set(Map::entries, set).all_rows().execute(&db).await?;
        let found = Map::query().select(Map::entries.whole().entry(text).value()).one(&db).await?;
        assert_eq!(found.as_deref(), Some(text));
    }
    let all = Map::query().one(&db).await?.entries.0;
    assert!(names(&db).all(|text| all.get(text).is_some_and(|kept| kept == text)));
    Ok::<_, Error>(())
});

db_test!(rows_of_values_and_placeholders_take_text_as_it_is, async |db, url| {
    library(&db, url).await?;
    for &text in HOSTILE {
        let wanted = Wanted::values([(1, text.to_owned()), (9, "'; --".to_owned())]);
        let found = Book::query().join(wanted, Wanted::id.eq(Book::id)).select((Book::id, Wanted::word));
        assert_eq!(found.all(&db).await?, [(1, text.to_owned())]);
        let titles = [text, "Notes"];
        let count = sql("select count(*) from books where title in (").bind_all(titles).sql(")");
        assert_eq!(count.scalar::<i64, _>(&db).await?, 1, "{text:?}");
        // There is no such placeholder, and what a name may be is not asked of the database.
        let refused = sql("select 1").bind_named(text, 1).scalar::<i32, _>(&db).await;
        assert!(refused.is_err(), "{text:?}");
        untouched(&db, text).await?;
    }
    Ok::<_, Error>(())
});

db_test!(names_of_constraints_and_keys_of_documents_stay_what_they_are, [Postgres], async |db, url| {
    library(&db, url).await?;
    for &text in HOSTILE {
        let book = new!(Book { id: 1, title: text, pages: 1_i64 });
        assert!(Book::insert(book).on_conflict_constraint(text).do_nothing().execute(&db).await.is_err());
        let keys = Author::query().filter(Author::settings.json_has_all_keys([text, "theme"]));
        assert_eq!(keys.count(&db).await?, 0, "{text:?}");
        let words = Book::query().select(search_words(text, Book::title).matches(plain_query(text, "a")));
        assert!(words.all(&db).await.is_err(), "{text:?}");
        let zone = Author::query().select(Author::joined_at.at_time_zone("UTC").with_time_zone(text));
        let _refused = zone.all(&db).await;
        let title = || Book::title.split("\u{2}");
        let list = Book::query().filter(Book::id.eq(1)).select((
            title().array_prepend(text),
            title().array_append(text).array_position(text),
            title().array_append(text).array_remove(text),
            title().array_replace("Notes", text),
            title().array_concat(vec![text.to_owned()]).array_contains(vec![text.to_owned()]),
        ));
        let (own, others) = (text.to_owned(), "Notes".to_owned());
        let expected = (vec![own.clone(), others.clone()], Some(2), vec![others], vec![own], true);
        assert_eq!(list.one(&db).await?, expected);
        untouched(&db, text).await?;
    }
    Ok::<_, Error>(())
});

db_test!(channels_have_any_name, [Postgres], async |db, url| {
    library(&db, url).await?;
    for &text in HOSTILE.iter().filter(|text| !text.is_empty()) {
        let channel = Channel::<String>::named(text);
        let mut listening = channel.listen(&db).await?;
        channel.notify(&db, &text.to_owned()).await?;
        let heard = listening.next().await.expect("a channel never ends")?;
        assert_eq!(heard, Heard::Payload(text.to_owned()));
        untouched(&db, text).await?;
    }
    Ok::<_, Error>(())
});

db_test!(names_of_indexes_stay_what_they_are, [Mysql], async |db, url| {
    library(&db, url).await?;
    for &text in HOSTILE {
        let hinted = [
            from(Book::table.use_index(text)).select(Book::id).all(&db).await,
            from(Book::table.force_index(text)).select(Book::id).all(&db).await,
            from(Book::table.ignore_index("PRIMARY").and(text)).select(Book::id).all(&db).await,
        ];
        assert!(hinted.iter().all(Result::is_err), "{text:?}");
        untouched(&db, text).await?;
    }
    Ok::<_, Error>(())
});
