//! Keys that are texts: what belongs together is what a join finds, whatever the type and the collation of the columns.

use orm_core::Db;
use orm_core::dialect::{Database, Postgres};
use orm_schema::Dialect;
use orm_tests::db_test;
use orm_tests::tables::{by_hand, run};

/// Texts that some databases take for equal: by case, by accents, by blanks at the end, by another spelling of one letter.
const WORDS: [&str; 14] =
    ["A", "a", "ä", "Ä", "a ", "b", "B ", "ß", "ss", "", "é", "e\u{301}", "o'b\"c\\d", " a"];

/// Those that Latin-1 has.
const LATIN: [&str; 8] = ["A", "a", "ä", "Ä", "a ", "b", "B ", "é"];

/// Creates the tables, with columns of that type for codes: a shelf and a book for each word and each of two floors.
async fn create<D: Database>(url: &str, ty: &str, words: &[&str]) {
    let (mut shelves, mut books, mut labels) = (Vec::new(), Vec::new(), Vec::new());
    for (id, word) in words.iter().enumerate() {
        let word = match D::DIALECT {
            Dialect::Mysql => word.replace('\\', "\\\\"),
            Dialect::Postgres | Dialect::Sqlite => (*word).to_owned(),
        };
        let word = word.replace('\'', "''");
        for (id, floor) in [(id, 1), (id + 1000, 2)] {
            shelves.push(format!("({id}, '{word}', {floor})"));
            books.push(format!("({id}, '{word}', {floor})"));
            labels.push(format!("('{word}', {id})"));
        }
        books.push(format!("({}, null, 1)", id + 2000));
    }
    let statements = [
        format!("create table shelves (id integer primary key, code {ty}, floor integer)"),
        format!("create table books (id integer primary key, code {ty}, floor integer)"),
        format!("create table labels (shelf_code {ty}, book_id integer)"),
        format!("insert into shelves values {}", shelves.join(", ")),
        format!("insert into books values {}", books.join(", ")),
        format!("insert into labels values {}", labels.join(", ")),
    ];
    run::<D>(url, &statements).await;
}

/// Pairs of a shelf and a book that a join finds.
async fn joined<D: Database>(db: &Db<D>, url: &str, join: &str) -> Vec<(i32, i32)> {
    let query = format!("select s.id, b.id from shelves s {join} order by s.id, b.id");
    by_hand(db, url, &query).await
}

/// Tables whose codes are declared like that, and what is asked of them.
macro_rules! library {
    ($module:ident $(, $declared:meta)?) => {
        #[expect(dead_code, unreachable_pub, reason = "tables as users declare them, compared by a few columns")]
        mod $module {
            use futures_util::TryStreamExt;
            use orm_core::dialect::Database;
            use orm_core::prelude::*;
            use orm_core::{Db, Error};

            use super::{create, joined};

            #[derive(Debug, Clone, PartialEq, Table)]
            #[table(
                name = "shelves",
                has_many(books: Book, via = Book::code, to = Shelf::code),
                has_many(near: Book, via(Book::code, Book::floor), to(Shelf::code, Shelf::floor)),
                many_to_many(labelled: Book, through = Label)
            )]
            pub struct Shelf {
                #[column(primary_key)]
                pub id: i32,
                $(#[$declared])?
                pub code: String,
                pub floor: i32,
            }

            #[derive(Debug, Clone, PartialEq, Table)]
            #[table(name = "books", belongs_to(shelf: Shelf, via = code, to = Shelf::code))]
            pub struct Book {
                #[column(primary_key)]
                pub id: i32,
                $(#[$declared])?
                pub code: Option<String>,
                pub floor: i32,
            }

            #[derive(Debug, Clone, PartialEq, Table)]
            #[table(name = "labels", primary_key(shelf_code, book_id))]
            pub struct Label {
                $(#[$declared])?
                #[column(references = Shelf::code)]
                pub shelf_code: String,
                #[column(references = Book::id)]
                pub book_id: i32,
            }

            /// Compares what relations load with what joins find.
            pub async fn compare<D: Database>(
                db: &Db<D>,
                url: &str,
                ty: &str,
                words: &[&str],
            ) -> Result<(), Error> {
                create::<D>(url, ty, words).await;
                let by_code = joined(db, url, "join books b on b.code = s.code").await;
                let of = |shelf: i32| by_code.iter().filter(move |pair| pair.0 == shelf).map(|pair| pair.1);
                let shelves = || Shelf::query().order_by(Shelf::id);

                let all = shelves().with(Shelf::books().order_by(Book::id));
                for shelf in all.clone().all(db).await? {
                    let found: Vec<i32> = shelf.books().iter().map(|book| book.id).collect();
                    assert_eq!(found, of(shelf.id).collect::<Vec<_>>(), "{ty}: {:?}", shelf.code);
                }
                for shelf in all.stream(db).try_collect::<Vec<_>>().await? {
                    let found: Vec<i32> = shelf.books().iter().map(|book| book.id).collect();
                    assert_eq!(found, of(shelf.id).collect::<Vec<_>>(), "{ty}: {:?}", shelf.code);
                }
                let few = Shelf::books().order_by(Book::id.desc()).limit(2).offset(1);
                for shelf in shelves().with(few).all(db).await? {
                    let found: Vec<i32> = shelf.books().iter().map(|book| book.id).collect();
                    let mut expected: Vec<i32> = of(shelf.id).collect();
                    expected.reverse();
                    let expected: Vec<i32> = expected.into_iter().skip(1).take(2).collect();
                    assert_eq!(found, expected, "{ty}: {:?}", shelf.code);
                }
                for book in Book::query().with(Book::shelf()).all(db).await? {
                    let shelves = by_code.iter().filter(|pair| pair.1 == book.id).map(|pair| pair.0);
                    let shelves: Vec<i32> = shelves.collect();
                    let found = book.shelf().as_ref().map(|shelf| shelf.id);
                    assert_eq!(found.is_some(), !shelves.is_empty(), "{ty}: {:?}", book.code);
                    assert!(found.is_none_or(|id| shelves.contains(&id)), "{ty}: {:?}", book.code);
                }

                let by_both = "join books b on b.code = s.code and b.floor = s.floor";
                let near = shelves().with(Shelf::near().order_by(Book::id)).all(db).await?;
                let near = near.iter().flat_map(|shelf| shelf.near().iter().map(|book| (shelf.id, book.id)));
                assert_eq!(near.collect::<Vec<_>>(), joined(db, url, by_both).await, "{ty}");

                let by_label = "join labels l on l.shelf_code = s.code join books b on b.id = l.book_id";
                let labelled = shelves().with(Shelf::labelled().order_by(Book::id)).all(db).await?;
                let labelled =
                    labelled.iter().flat_map(|shelf| shelf.labelled().iter().map(|book| (shelf.id, book.id)));
                assert_eq!(labelled.collect::<Vec<_>>(), joined(db, url, by_label).await, "{ty}");
                Ok(())
            }
        }
    };
}

library!(plain);
library!(fixed, column(char = 20));
library!(citext, column(type = "citext"));
library!(domain, column(type = "handle"));
library!(character, column(type = "character(20)"));

db_test!(codes_are_compared_byte_by_byte, [Postgres, Sqlite], async |db, url| {
    plain::compare(&db, url, "text", &WORDS).await
});

db_test!(codes_are_compared_without_case_or_trailing_blanks, [Sqlite], async |db, url| {
    plain::compare(&db, url, "text collate nocase", &WORDS).await
});

db_test!(codes_are_compared_without_trailing_blanks, [Sqlite], async |db, url| {
    plain::compare(&db, url, "text collate rtrim", &WORDS).await
});

db_test!(codes_are_compared_by_a_collation, [Postgres], async |db, url| {
    let collation =
        "create collation loose (provider = icu, locale = 'und-u-ks-level1', deterministic = false)";
    run::<Postgres>(url, &[collation.to_owned()]).await;
    plain::compare(&db, url, "varchar(20) collate loose", &WORDS).await
});

db_test!(codes_of_citext_are_compared_without_case, [Postgres], async |db, url| {
    run::<Postgres>(url, &["create extension citext".to_owned()]).await;
    citext::compare(&db, url, "citext", &WORDS).await
});

db_test!(codes_of_a_domain_are_compared_as_its_type, [Postgres], async |db, url| {
    let statements = ["create extension citext", "create domain handle as citext check (length(value) < 20)"];
    run::<Postgres>(url, &statements.map(str::to_owned)).await;
    domain::compare(&db, url, "handle", &WORDS).await
});

db_test!(codes_of_a_fixed_length_are_compared_without_their_filling, async |db, url| {
    fixed::compare(&db, url, "char(20)", &WORDS).await
});

db_test!(codes_of_a_type_by_hand_are_compared_without_their_filling, async |db, url| {
    character::compare(&db, url, "character(20)", &WORDS).await
});

db_test!(codes_are_compared_without_case_and_accents, [Mysql], async |db, url| {
    plain::compare(&db, url, "varchar(20) character set utf8mb4 collate utf8mb4_general_ci", &WORDS).await
});

db_test!(codes_are_compared_as_unicode_says, [Mysql], async |db, url| {
    plain::compare(&db, url, "varchar(20) character set utf8mb4 collate utf8mb4_unicode_ci", &WORDS).await
});

db_test!(codes_are_compared_by_code_points, [Mysql], async |db, url| {
    plain::compare(&db, url, "varchar(20) character set utf8mb4 collate utf8mb4_bin", &WORDS).await
});

db_test!(codes_are_compared_in_another_character_set, [Mysql], async |db, url| {
    plain::compare(&db, url, "varchar(20) character set latin1", &LATIN).await
});

db_test!(more_codes_than_one_statement_takes, async |db, url| {
    let numbers = 0..90;
    let words: Vec<String> =
        numbers.flat_map(|number| ["k", "K", "ḱ"].map(|letter| format!("{letter}{number}"))).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    plain::compare(&db, url, "varchar(20)", &words).await
});
