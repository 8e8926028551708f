//! Prepared statements: the same rows as without.

use futures_util::TryStreamExt;
use orm_core::dialect::Database;
use orm_core::prelude::*;
use orm_core::{Error, ErrorKind};
use orm_tests::db_test;

use super::library;
use super::schema::{Author, AuthorKind, Book};

/// The authors, how many pages at least, limit and offset.
type Page = (Vec<i32>, i64, u64, u64);

/// Books of some length by some authors, a page of them.
fn page<D: Database>() -> PreparedQuery<D, Page, (i32, String)> {
    prepare(|authors: Param<Vec<i32>>, pages: Param<i64>, limit: Param<u64>, offset: Param<u64>| {
        Book::query()
            .filter(Book::author_id.in_(authors).and(Book::pages.ge(pages)))
            .order_by(Book::id)
            .limit(limit)
            .offset(offset)
            .select((Book::id, Book::title))
    })
}

db_test!(terminals_of_a_prepared_query, async |db, url| {
    library(&db, url).await?;
    let page = page();
    let ids = async |authors: Vec<i32>, pages, limit, offset| -> Result<Vec<i32>, Error> {
        Ok(page.bind((authors, pages, limit, offset)).all(&db).await?.into_iter().map(|row| row.0).collect())
    };
    assert_eq!(ids(vec![1, 2, 3], 0, 10, 0).await?, [1, 2, 3, 4]);
    assert_eq!(ids(vec![1, 2, 3], 80, 2, 1).await?, [2, 3]);
    assert_eq!(ids(vec![3], 0, 10, 0).await?, [4]);
    assert_eq!(ids(vec![], 0, 10, 0).await?, [0; 0]);
    assert_eq!(page.bind((vec![1], 0, 1, 0)).one(&db).await?, (1, "Notes".to_owned()));
    let none = page.bind((vec![9], 0, 1, 0)).one(&db).await.expect_err("no such author");
    assert_eq!(none.kind(), &ErrorKind::NotFound);
    assert_eq!(page.bind(([9], 0, 1, 0)).optional(&db).await?, None);
    assert_eq!(page.bind(([1, 2], 0, 10, 0)).count(&db).await?, 3);
    assert_eq!(page.bind(([1, 2], 0, 2, 0)).count(&db).await?, 2);
    assert!(page.bind(([1, 2], 300, 10, 0)).exists(&db).await?);
    assert!(!page.bind(([2], 300, 10, 0)).exists(&db).await?);
    let streamed: Vec<_> = page.bind(([1], 0, 10, 0)).stream(&db).try_collect().await?;
    assert_eq!(streamed.len(), 2);
    let in_transaction = db.transaction(async |tx| page.bind(([2], 0, 10, 0)).all(tx).await).await?;
    assert_eq!(in_transaction, [(3, "Songs".to_owned())]);
    Ok::<_, Error>(())
});

db_test!(a_prepared_query_is_used_by_many_tasks_at_once, async |db, url| {
    library(&db, url).await?;
    let by_id: std::sync::Arc<PreparedQuery<_, (i32,), Book>> =
        std::sync::Arc::new(prepare(|id: Param<i32>| Book::query().filter(Book::id.eq(id))));
    let tasks: Vec<_> = (1..=5)
        .map(|id| {
            let (db, by_id) = (db.clone(), std::sync::Arc::clone(&by_id));
            tokio::spawn(async move { by_id.bind(id).one(&db).await.map(|book| book.id) })
        })
        .collect();
    for (task, id) in tasks.into_iter().zip(1..) {
        assert_eq!(task.await.expect("the task ends")?, id);
    }
    Ok::<_, Error>(())
});

db_test!(lists_of_text_and_enums_and_their_negation_are_prepared, async |db, url| {
    library(&db, url).await?;
    let by_name = prepare(|names: Param<Vec<String>>| {
        Author::query().filter(Author::name.not_in(names)).order_by(Author::id).select(Author::id)
    });
    assert_eq!(by_name.bind(["Ada".to_owned(), "it's".to_owned()]).all(&db).await?, [2, 3, 4]);
    assert_eq!(by_name.bind(Vec::new()).all(&db).await?, [1, 2, 3, 4]);
    let by_kind = prepare(|kinds: Param<Vec<AuthorKind>>| {
        Author::query().filter(Author::kind.in_(kinds)).order_by(Author::id).select(Author::id)
    });
    assert_eq!(by_kind.bind([AuthorKind::Poet]).all(&db).await?, [2, 3]);
    assert_eq!(by_kind.bind([AuthorKind::Poet, AuthorKind::Novelist]).all(&db).await?, [1, 2, 3, 4]);
    assert_eq!(by_kind.bind(Vec::new()).all(&db).await?, [0; 0]);
    Ok::<_, Error>(())
});

db_test!(prepared_changes_write_what_they_are_given, async |db, url| {
    library(&db, url).await?;
    let insert = prepare(|title: Param<String>, pages: Param<i64>, price: Param<Option<i32>>| {
        Book::insert(row!(Book { title, pages, price }))
    });
    assert_eq!(insert.bind(("One", 1, Some(3))).execute(&db).await?, 1);
    assert_eq!(insert.bind(("Two", 2, None)).execute(&db).await?, 1);
    let written = Book::query().filter(Book::id.gt(5)).order_by(Book::id).all(&db).await?;
    let told: Vec<_> =
        written.iter().map(|book| (&*book.title, book.pages, book.price, book.stock)).collect();
    assert_eq!(told, [("One", 1, Some(3), 7), ("Two", 2, None, 7)]);

    let reprice = prepare(|price: Param<Option<i32>>, pages: Param<i64>| {
        Book::update().set(Book::price, price).filter(Book::pages.le(pages))
    });
    assert_eq!(reprice.bind((None, 2)).execute(&db).await?, 2);
    assert_eq!(reprice.bind((9, 1)).execute(&db).await?, 1);
    let delete = prepare(|pages: Param<i64>| Book::delete().filter(Book::pages.le(pages)));
    assert_eq!(delete.bind(2).execute(&db).await?, 2);
    Ok::<_, Error>(())
});

db_test!(prepared_changes_hand_back_rows, [Postgres, Sqlite], async |db, url| {
    library(&db, url).await?;
    let insert = prepare(|title: Param<String>| {
        Book::insert(row!(Book { title, pages: 1_i64 })).returning_only((Book::title, Book::stock))
    });
    assert_eq!(insert.bind("New").one(&db).await?, ("New".to_owned(), 7));
    assert_eq!(insert.bind("Newer").all(&db).await?.len(), 1);
    let delete = prepare(|id: Param<i32>| Book::delete().filter(Book::id.eq(id)).returning());
    assert_eq!(delete.bind(1).optional(&db).await?.map(|book| book.title), Some("Notes".to_owned()));
    assert_eq!(delete.bind(1).optional(&db).await?, None);
    Ok::<_, Error>(())
});

db_test!(prepared_unions_and_raw_sql, async |db, url| {
    library(&db, url).await?;
    let names = prepare(|id: Param<i32>, rows: Param<u64>| {
        Author::query()
            .filter(Author::id.le(id))
            .select(Author::name)
            .union_all(Book::query().filter(Book::id.le(id)).select(Book::title))
            .order_by(Author::name)
            .limit(rows)
    });
    assert_eq!(names.bind((1, 9)).all(&db).await?, ["Ada", "Notes"]);
    assert_eq!(names.bind((1, 1)).all(&db).await?, ["Ada"]);
    let count = prepare(|pages: Param<i64>| sql("select count(*) from books where pages > ").bind(pages));
    assert_eq!(count.bind(100).scalar::<i64, _>(&db).await?, 2);
    assert_eq!(count.bind(200).all::<(i64,), _>(&db).await?, [(1,)]);
    assert_eq!(count.bind(200).one::<(i64,), _>(&db).await?, (1,));
    assert_eq!(count.bind(1).stream::<(i64,), _, _>(&db).try_collect::<Vec<_>>().await?, [(5,)]);
    let stock = prepare(|stock: Param<i32>| sql("update books set stock = ").bind(stock));
    assert_eq!(stock.bind(3).execute(&db).await?, 5);
    Ok::<_, Error>(())
});

db_test!(a_parameter_outside_of_its_statement_is_an_error, async |db, url| {
    library(&db, url).await?;
    let mut escaped = None;
    let _ = prepare(|id: Param<i32>| {
        escaped = Some(id);
        sql("select ").bind(id)
    });
    let id = escaped.expect("the closure has run");
    let error = Book::query().filter(Book::id.eq(id)).all(&db).await.expect_err("it has no value");
    assert_eq!(error.kind(), &ErrorKind::Encode);
    Ok::<_, Error>(())
});
