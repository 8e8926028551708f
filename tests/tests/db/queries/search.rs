//! Full-text search, each database in its own way.

use orm_core::Error;
use orm_core::prelude::*;
use orm_tests::db_test;

use super::library;
use super::schema::Book;

db_test!(words_are_found_and_ranked, [Postgres], async |db, url| {
    library(&db, url).await?;
    let words = || {
        let titles = search_words("english", Book::title).weight(SearchWeight::A);
        titles.and(search_words("simple", Book::id.cast::<String>()))
    };
    let ids = || Book::query().order_by(Book::id).select(Book::id);
    let web = |text: &str| ids().filter(words().matches(web_query("english", text)));
    assert_eq!(web("note").all(&db).await?, [1, 4]);
    assert_eq!(web("songs or engine").all(&db).await?, [2, 3]);
    assert_eq!(web("\"' & ! (").all(&db).await?, Vec::<i32>::new());
    let phrase = phrase_query("english", "notes 1");
    assert_eq!(ids().filter(words().matches(phrase)).all(&db).await?, [1]);
    let plain = ids().filter(words().matches(plain_query("english", "2 engines")));
    assert_eq!(plain.all(&db).await?, [2]);
    let prefix = ids().filter(words().matches(search_query("english", "eng:* | song")));
    assert_eq!(prefix.all(&db).await?, [2, 3]);
    let query = || web_query("english", "note or 2");
    let ranked = Book::query()
        .filter(words().matches(query()))
        .filter(Book::id.le(2))
        .order_by(words().rank(query()).desc())
        .select((Book::id, headline("english", Book::title, query())))
        .all(&db)
        .await?;
    assert_eq!(ranked, [(1, "<b>Notes</b>".to_owned()), (2, "Engines".to_owned())]);
    Ok::<_, Error>(())
});

db_test!(columns_with_an_index_are_searched, [Mysql], async |db, url| {
    library(&db, url).await?;
    sql("alter table books add fulltext (title)").execute(&db).await?;
    let ids = || Book::query().order_by(Book::id).select(Book::id);
    assert_eq!(ids().filter(full_text(Book::title).matches("+notes")).all(&db).await?, [1]);
    assert_eq!(ids().filter(full_text(Book::title).matches("eng* songs -notes")).all(&db).await?, [2, 3]);
    let best = Book::query()
        .filter(full_text(Book::title).relevance("engines and songs").gt(0.0))
        .order_by((full_text(Book::title).boolean_relevance("songs").desc(), Book::id))
        .select((Book::id, full_text(Book::title).matches("songs")))
        .all(&db)
        .await?;
    assert_eq!(best, [(3, true), (2, false)]);
    let expanded =
        Book::query().select(full_text(Book::title).expanded_relevance("engines")).all(&db).await?;
    assert_eq!(expanded.len(), 5);
    Ok::<_, Error>(())
});

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "notes")]
struct Note {
    title: String,
    body: String,
}

alias!(Other = Note as "other");

db_test!(tables_of_fts5_are_searched, [Sqlite], async |db| {
    sql("create virtual table notes using fts5 (title, body)").execute(&db).await?;
    let note = |title: &str, body: &str| NewNote { title: title.to_owned(), body: body.to_owned() };
    let notes = [
        note("Rust", "a language with fearless concurrency"),
        note("Java", "a language of coffee; some call it rust"),
        note("Tea", "no language at all"),
    ];
    Note::insert_many(notes).execute(&db).await?;
    let found = Note::query()
        .filter(fts_match(Note::table, "language NOT coffee"))
        .order_by((fts_rank(Note::table), Note::title))
        .select(Note::title)
        .all(&db)
        .await?;
    assert_eq!(found.len(), 2);
    let marked = from(Other::table)
        .filter(fts_match(Other::table, "title:rust OR body:coffee"))
        .order_by(Other.title)
        .select((
            fts_highlight(Other.title, "<b>", "</b>"),
            fts_snippet(Other.body, "[", "]", 3),
            fts_rank(Other::table).lt(0.0),
        ))
        .all(&db)
        .await?;
    assert_eq!(marked[0], ("Java".to_owned(), "…of [coffee]; some…".to_owned(), true));
    assert_eq!(marked[1].0, "<b>Rust</b>");
    Ok::<_, Error>(())
});
