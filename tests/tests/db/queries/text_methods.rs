//! Each method that takes text of a user: what it makes of hostile and of random text is what the same function makes of it in
//! Rust, and the rows beside it stay as they are. The places of a statement are in [`super::injection`].

use std::fmt::Debug;

use orm_core::Error;
use orm_core::prelude::*;
use orm_core::query::Cursor;
use orm_tests::db_test;
use serde_json::{Value, json};

use super::injection::HOSTILE;
use super::library;
use super::schema::{Author, Book, BookPatch, Counter, CounterPatch, NewCounter};

/// Characters that mean something to some database, in some mode.
const LETTERS: &str = "'\"`\\;-/*#$?:@{}[]()%_!,.=|&<>~^ \n\t\r\u{1a}\u{1}anx01éΩ\u{bf}🦀";

/// The hostile texts, and random ones that are the same in each run.
fn texts() -> Vec<String> {
    let letters: Vec<char> = LETTERS.chars().collect();
    let mut random = fastrand::Rng::with_seed(0x5eed_0f7e_c715_0bad);
    let mut text = || -> String {
        let length = random.usize(1..12);
        (0..length).map(|_| letters[random.usize(..letters.len())]).collect()
    };
    let random_texts: Vec<String> = (0..30).map(|_| text()).collect();
    HOSTILE.iter().map(|&text| text.to_owned()).chain(random_texts).collect()
}

fn check<T: PartialEq + Debug>(method: &str, text: &str, found: &T, expected: &T) {
    assert_eq!(found, expected, "{method} of {text:?}");
}

/// What each expression is for the book in stock 99.
macro_rules! check_methods {
    ($db:expr, $text:expr, $($method:literal: $expression:expr => $expected:expr;)*) => {$(
        let found = Book::query().filter(Book::stock.eq(99)).select($expression).one($db).await?;
        check($method, $text, &found, &$expected);
    )*};
}

/// The book, with a title around the text.
macro_rules! book_of {
    ($db:expr, $text:expr) => {{
        let title = format!("<{}>", $text);
        let book = new!(Book { title: title.as_str(), pages: 1_i64, stock: 99 });
        (Book::insert(book).one($db).await?, title)
    }};
}

/// Removes the book, and sees that it was the only one reached so far.
macro_rules! only_that_book {
    ($db:expr, $text:expr) => {
        let removed = Book::delete().filter(Book::stock.eq(99)).execute($db).await?;
        check("delete", $text, &removed, &1);
        check("rows beside it", $text, &Book::query().count($db).await?, &5);
    };
}

db_test!(methods_of_all_databases_take_text_as_it_is, async |db, url| {
    library(&db, url).await?;
    for text in &texts() {
        let (book, title) = book_of!(&db, text);
        let pattern = title.replace(['%', '\\'], "_");
        check_methods! { &db, text,
            "eq": Book::title.eq(text) => false;
            "ne": Book::title.ne(text) => true;
            "is_distinct_from": Book::title.is_distinct_from(text) => true;
            "between": Book::title.between(&title, &title) => true;
            "in_": Book::title.in_([text, &title]) => true;
            "not_in": Book::title.not_in([text]) => true;
            "row in_": row((Book::title, Book::id)).in_([(text, 1), (&title, book.id)]) => true;
            "row eq": row((Book::title, Book::id)).eq((&title, book.id)) => true;
            "like": Book::title.like(&pattern) => true;
            "contains": Book::title.contains(text) => true;
            "starts_with": Book::title.starts_with(format!("<{text}")) => true;
            "ends_with": Book::title.ends_with(format!("{text}>")) => true;
            "replace what": Book::title.replace(format!("<{text}"), "a") => title.replace(&format!("<{text}"), "a");
            "replace by": Book::title.replace("<", text) => title.replace('<', text);
            "position": Book::title.position(format!("{text}>")).gt(0) => true;
            "concat": Book::title.concat(text) => format!("{title}{text}");
            "coalesce": Book::author_id.cast::<String>().coalesce(text) => text.clone();
            "nullif": Book::title.nullif(&title) => None;
            "case": case().when(Book::title.eq(&title), text).otherwise("other") => text.clone();
            "bind": sql("").bind(text).expr::<String>().concat("") => text.clone();
            "bind_named": sql(":a").bind_named("a", text).expr::<String>().concat("") => text.clone();
            "field": json_object().field(text, Book::title).build::<Value>() => Json(json!({ text: title }));
        }
        let settings = Author::settings.path("theme").set(text);
        Author::update().set(Author::settings, settings).filter(Author::id.eq(1)).execute(&db).await?;
        let theme = Author::query().filter(Author::id.eq(1)).select(Author::settings.path("theme").text());
        check("set of a path", text, &theme.one(&db).await?, &Some(text.clone()));
        only_that_book!(&db, text);
    }
    Ok::<_, Error>(())
});

db_test!(statements_take_text_as_it_is, async |db, url| {
    library(&db, url).await?;
    let by_title =
        prepare(|title: Param<String>| Book::query().filter(Book::title.eq(title)).select(Book::id));
    let by_titles =
        prepare(|titles: Param<Vec<String>>| Book::query().filter(Book::title.in_(titles)).select(Book::id));
    let retitle =
        prepare(|title: Param<String>| Book::update().set(Book::title, title).filter(Book::stock.eq(99)));
    for text in &texts() {
        let (book, title) = book_of!(&db, text);
        let id = vec![book.id];
        check("prepared", text, &by_title.bind(title.clone()).all(&db).await?, &id);
        check("prepared list", text, &by_titles.bind(vec![text.clone(), title.clone()]).all(&db).await?, &id);
        check("prepared change", text, &retitle.bind(text.clone()).execute(&db).await?, &1);
        let here = || Book::query().filter(Book::stock.eq(99)).select(Book::title);
        check("prepared change", text, &here().one(&db).await?, text);

        let patch = BookPatch { title: Some(title.clone()), ..BookPatch::default() };
        check("update_many", text, &Book::update_many(Book::id, [(book.id, patch)]).execute(&db).await?, &1);
        check("update_many", text, &here().one(&db).await?, &title);

        let cursor: Cursor<(String, i32)> = Cursor::of((title.clone(), book.id - 1));
        let cursor: Cursor<(String, i32)> = cursor.to_string().parse()?;
        let page = here().page_after((Book::title, Book::id), Some(&cursor), 10).all(&db).await?;
        check("page_after", text, &page.rows, &vec![title.clone()]);
        check("cursor", text, &text.parse::<Cursor<(String, i32)>>().is_err(), &true);

        let tagged = db.tag("text", text.clone());
        check("tag", text, &here().one(&tagged).await?, &title);
        only_that_book!(&db, text);

        // At most 20 characters, and no two of the list are equal, whatever the collation ignores.
        let day: String = text.chars().take(12).collect();
        let counter = |visits| NewCounter { day: day.clone(), place: format!("{visits}"), visits };
        check("insert_many", text, &Counter::insert_many([counter(1), counter(2)]).execute(&db).await?, &2);
        let patch = CounterPatch { visits: Some(3) };
        let key = (Counter::day, Counter::place);
        let changed =
            Counter::update_many(key, [((day.clone(), "1".to_owned()), patch)]).execute(&db).await?;
        check("update_many by text", text, &changed, &1);
        let visits = Counter::query().order_by(Counter::place).select(Counter::visits).all(&db).await?;
        check("update_many by text", text, &visits, &vec![3, 2]);
        Counter::delete().all_rows().execute(&db).await?;
    }
    Ok::<_, Error>(())
});

db_test!(methods_of_two_databases_take_text_as_it_is, [Postgres, Mysql], async |db, url| {
    library(&db, url).await?;
    for text in &texts() {
        let (_, title) = book_of!(&db, text);
        let width = title.chars().count() + text.chars().count();
        let width = i32::try_from(width).expect("short");
        check_methods! { &db, text,
            "pad_start": Book::title.pad_start(width, text) => format!("{text}{title}");
            "pad_end": Book::title.pad_end(width, text) => format!("{title}{text}");
        }
        // Some of them are no regular expression and no zone, and none is SQL.
        let _refused = Book::query().select(Book::title.matches(text)).all(&db).await;
        let _refused = Author::query().select(Author::joined_at.at_time_zone(text)).all(&db).await;
        only_that_book!(&db, text);
    }
    Ok::<_, Error>(())
});

db_test!(patches_of_documents_take_text_as_it_is, [Mysql, Sqlite], async |db, url| {
    library(&db, url).await?;
    for text in &texts() {
        let patched = Author::settings.json_merge_patch(json!({ "theme": text, "extra": { text: [text] } }));
        Author::update().set(Author::settings, patched).filter(Author::id.eq(1)).execute(&db).await?;
        let theme = Author::settings.path("theme").text();
        let theme = Author::query().filter(Author::id.eq(1)).select(theme).one(&db).await?;
        check("json_merge_patch", text, &theme, &Some(text.clone()));
        check("rows beside it", text, &Author::query().count(&db).await?, &4);
    }
    Ok::<_, Error>(())
});

db_test!(searches_of_mysql_take_text_as_it_is, [Mysql], async |db, url| {
    library(&db, url).await?;
    sql("alter table books add fulltext (title)").execute(&db).await?;
    for text in &texts() {
        let _book = book_of!(&db, text);
        let any = full_text(Book::title).relevance(text).ge(0.0).or_false().or(Book::id.gt(0));
        check("relevance", text, &Book::query().filter(any).count(&db).await?, &6);
        let expanded = Book::query().select(full_text(Book::title).expanded_relevance(text)).all(&db).await?;
        check("expanded_relevance", text, &expanded.len(), &6);
        // Some of them are no pattern of words, and none is SQL.
        let _refused = Book::query().filter(full_text(Book::title).matches(text)).all(&db).await;
        let _refused = Book::query().select(full_text(Book::title).boolean_relevance(text)).all(&db).await;
        only_that_book!(&db, text);
    }
    Ok::<_, Error>(())
});

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "notes")]
struct Note {
    body: String,
}

db_test!(searches_of_sqlite_take_text_as_it_is, [Sqlite], async |db| {
    sql("create virtual table notes using fts5 (body)").execute(&db).await?;
    Note::insert_many(["one", "two"].map(|body| NewNote { body: body.to_owned() })).execute(&db).await?;
    for text in &texts() {
        // Some of them are no pattern of words, and none is SQL.
        let _refused = Note::query().filter(fts_match(Note::table, text)).select(Note::body).all(&db).await;
        check("rows beside it", text, &Note::query().count(&db).await?, &2);
    }
    for mark in HOSTILE {
        let marked = Note::query()
            .filter(fts_match(Note::table, "one"))
            .select((fts_highlight(Note::body, mark, mark), fts_snippet(Note::body, mark, mark, 3)))
            .one(&db)
            .await?;
        let expected = format!("{mark}one{mark}");
        check("fts_highlight", mark, &marked, &(expected.clone(), expected));
    }
    Ok::<_, Error>(())
});

#[derive(Projection)]
#[projection(from = Book, name = "told")]
struct Told {
    #[projection(Book::title)]
    word: String,
}

db_test!(queries_of_the_user_take_text_as_it_is, async |db, url| {
    library(&db, url).await?;
    for text in &texts() {
        let told = Told::from_sql(sql("select ").bind(text).sql(" as word"));
        let told = from(told).filter(Told::word.eq(text)).one(&db).await?;
        check("from_sql", text, &told.word, text);
        check("rows beside it", text, &Book::query().count(&db).await?, &5);
    }
    Ok::<_, Error>(())
});

db_test!(methods_of_postgres_take_text_as_it_is, [Postgres], async |db, url| {
    library(&db, url).await?;
    for text in &texts() {
        let (_, title) = book_of!(&db, text);
        let pattern = title.replace(['%', '\\'], "_");
        let words = || search_words("simple", Book::title);
        check_methods! { &db, text,
            "ilike": Book::title.ilike(&pattern) => true;
            "split": Book::title.split(text).array_to_text(text) => title.clone();
            "array_has": Book::title.split("\u{2}").array_has(&title) => true;
            "array_append": Book::title.split("\u{2}").array_append(text) => vec![title.clone(), text.clone()];
            "plain_query": words().matches(plain_query("simple", text)).or_false().or(Book::id.gt(0)) => true;
            "web_query": words().matches(web_query("simple", text)).or_false().or(Book::id.gt(0)) => true;
            "phrase_query": words().matches(phrase_query("simple", text)).or_false().or(Book::id.gt(0)) => true;
            "headline": headline("simple", Book::title, plain_query("simple", text)).length().ge(0) => true;
        }
        let has_key = Author::query().filter(Author::settings.json_has_any_key([text])).count(&db).await?;
        check("json_has_any_key", text, &has_key, &0);
        let _refused = Author::query().select(Author::settings.json_path_exists(text)).all(&db).await;
        let _refused = Book::query().filter(words().matches(search_query("simple", text))).all(&db).await;
        let book = new!(Book { id: 1, title: "x", pages: 1_i64 });
        let upsert = Book::insert(book).on_conflict(Book::id).index_filter(Book::title.eq(text)).do_nothing();
        check("index_filter", text, &upsert.execute(&db).await.is_ok(), &true);
        only_that_book!(&db, text);
    }
    Ok::<_, Error>(())
});

db_test!(text_with_a_nul_is_kept_or_refused, async |db, url| {
    library(&db, url).await?;
    for text in ["\0", "a\0b", "a\0'; drop table books; --", "\\\0"] {
        let book = new!(Book { title: text, pages: 1_i64, stock: 99 });
        match Book::insert(book).one(&db).await {
            Ok(book) => {
                check("insert", text, &book.title.as_str(), &text);
                let found = Book::query().filter(Book::title.eq(text)).select(Book::stock).all(&db).await?;
                check("eq", text, &found, &vec![99]);
                let found =
                    Book::query().filter(Book::title.in_([text])).select(Book::stock).all(&db).await?;
                check("in_", text, &found, &vec![99]);
                only_that_book!(&db, text);
            }
            // PostgreSQL has no such text.
            Err(_) => check("insert", text, &is_postgres(&db), &true),
        }
        check("rows beside it", text, &Book::query().count(&db).await?, &5);
    }
    Ok::<_, Error>(())
});

fn is_postgres<D: orm_core::dialect::Database>(_db: &Db<D>) -> bool {
    D::DIALECT == orm_schema::Dialect::Postgres
}
