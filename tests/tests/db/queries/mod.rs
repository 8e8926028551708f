//! Queries on real databases, their results compared with hand-written SQL that sqlx runs.
//!
//! [`schema`] holds the tables, [`library`] the rows: four authors, five books.

mod aggregates;
mod arrays;
mod bulk;
mod bulk_updates;
mod calendar;
mod caseless;
mod changes;
mod conditions;
mod conflicts;
mod conversions;
mod copies;
mod decimals;
mod documents;
#[expect(unreachable_pub, reason = "tables as users declare them")]
mod extremes;
mod fragments;
mod functions;
mod groups;
mod hostile;
mod injection;
mod inserts;
mod joins;
#[expect(unreachable_pub, reason = "tables as users declare them")]
mod kept_view_schema;
mod labels;
mod lists;
#[expect(unreachable_pub, reason = "tables as users declare them")]
mod long_lists;
mod numbers;
mod other_times;
#[expect(unreachable_pub, reason = "tables as users declare them")]
mod own_schema;
mod prepared;
mod random;
mod raw_sql;
mod row_values;
#[expect(unreachable_pub, reason = "tables as users declare them")]
mod schema;
mod search;
mod selection;
mod subqueries;
mod terminals;
mod text_methods;
mod text_places;
mod typed_documents;
#[cfg(feature = "newest_postgres")]
#[expect(unreachable_pub, reason = "tables as users declare them")]
mod vectors;
#[expect(unreachable_pub, reason = "tables as users declare them")]
mod view_schema;
mod views;
#[expect(unreachable_pub, reason = "tables as users declare them")]
mod wide_schema;
mod windows;

use chrono::{DateTime, Utc};
use orm_core::dialect::Database;
use orm_core::prelude::*;
use orm_core::{Db, Error};

use schema::{Author, AuthorKind, Book, Settings};

/// Creates the tables without rows.
async fn tables<D: Database>(_db: &Db<D>, url: &str) {
    orm_tests::tables::create::<D>(url, "tests/db/queries/schema.rs").await;
}

/// Creates the tables and fills them.
///
/// | id | name | age | rating | boss | active | kind | born |
/// |---|---|---|---|---|---|---|---|
/// | 1 | Ada | 36 | 4.5 | | yes | novelist | 1815-12-10 |
/// | 2 | Bob | | 2.0 | 1 | no | poet | |
/// | 3 | Cleo | 17 | 3.25 | 1 | yes | poet | 2009-02-28 |
/// | 4 | Dan% | 36 | -1.0 | 2 | yes | novelist | |
///
/// | id | author | title | pages | price | stock |
/// |---|---|---|---|---|---|
/// | 1 | 1 | Notes | 120 | 10 | 7 |
/// | 2 | 1 | Engines | 300 | | 7 |
/// | 3 | 2 | Songs | 80 | 5 | 7 |
/// | 4 | 3 | notes_2 | 45 | 5 | 0 |
/// | 5 | | Anon | 10 | | 7 |
async fn library<D: Database>(db: &Db<D>, url: &str) -> Result<(), Error> {
    tables(db, url).await;
    let joined =
        |day: i32| -> DateTime<Utc> { format!("2026-01-{day:02}T10:30:00.123456Z").parse().expect("a time") };
    let theme = |theme: &str, size| Json(Settings { theme: theme.to_owned(), size });
    let author = |id: i32, name: &str, age: Option<i32>, rating: f64, boss_id: Option<i32>| {
        new!(Author {
            name,
            age,
            rating,
            boss_id,
            joined_at: joined(id),
            settings: theme(
                if id % 2 == 0 { "dark" } else { "light" },
                (id < 3).then_some(i64::from(id) * 10)
            ),
        })
    };
    let mut authors = [
        author(1, "Ada", Some(36), 4.5, None),
        author(2, "Bob", None, 2.0, Some(1)),
        author(3, "Cleo", Some(17), 3.25, Some(1)),
        author(4, "Dan%", Some(36), -1.0, Some(2)),
    ];
    authors[0].born = Some("1815-12-10".parse().expect("a day"));
    authors[1].is_active = Some(false);
    authors[1].kind = Some(AuthorKind::Poet);
    authors[2].kind = Some(AuthorKind::Poet);
    authors[2].born = Some("2009-02-28".parse().expect("a day"));
    assert_eq!(Author::insert_many(authors).execute(db).await?, 4);
    let books = [
        new!(Book { author_id: 1, title: "Notes", pages: 120_i64, price: 10 }),
        new!(Book { author_id: 1, title: "Engines", pages: 300_i64 }),
        new!(Book { author_id: 2, title: "Songs", pages: 80_i64, price: 5 }),
        new!(Book { author_id: 3, title: "notes_2", pages: 45_i64, price: 5, stock: 0 }),
        new!(Book { title: "Anon", pages: 10_i64 }),
    ];
    assert_eq!(Book::insert_many(books).execute(db).await?, 5);
    Ok(())
}
