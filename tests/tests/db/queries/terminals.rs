//! What runs a query, and what comes back.

use futures_util::TryStreamExt;
use orm_core::prelude::*;
use orm_core::{Error, ErrorKind};
use orm_tests::db_test;

use super::library;
use super::schema::{Author, AuthorPatch, Book, Settings};

db_test!(terminals_of_a_query, async |db, url| {
    library(&db, url).await?;
    let poor = || Book::query().filter(Book::price.is_null()).order_by(Book::id);
    assert_eq!(poor().all(&db).await?.iter().map(|book| book.id).collect::<Vec<_>>(), [2, 5]);
    assert_eq!(poor().one(&db).await?.id, 2);
    assert_eq!(poor().optional(&db).await?.map(|book| book.id), Some(2));
    assert_eq!(poor().count(&db).await?, 2);
    assert!(poor().exists(&db).await?);
    let streamed: Vec<i32> = poor().select(Book::id).stream(&db).try_collect().await?;
    assert_eq!(streamed, [2, 5]);

    let none = || Book::query().filter(Book::pages.lt(0_i64));
    assert!(none().all(&db).await?.is_empty());
    assert_eq!(none().one(&db).await.expect_err("there is none").kind(), &ErrorKind::NotFound);
    assert!(none().optional(&db).await?.is_none());
    assert_eq!(none().count(&db).await?, 0);
    assert!(!none().exists(&db).await?);
    assert!(none().stream(&db).try_collect::<Vec<_>>().await?.is_empty());
    Ok::<_, Error>(())
});

db_test!(the_first_row_is_all_that_is_asked_for, async |db, url| {
    library(&db, url).await?;
    let (db, log) = db.recording();
    let last = |log: &orm_core::StatementLog| log.take().pop().expect("a statement").text;
    let books = || Book::query().order_by(Book::id);
    assert_eq!(books().select(Book::id).one(&db).await?, 1);
    assert!(last(&log).ends_with(" limit 1"));
    // It is bound on some databases, and one on all of them.
    assert_eq!(books().limit(1).select(Book::id).one(&db).await?, 1);
    assert!(!last(&log).ends_with(" limit 1 limit 1"));
    assert_eq!(books().limit(3).offset(2).select(Book::id).one(&db).await?, 3);
    assert!(last(&log).contains(" limit 1 offset "));
    assert!(books().limit(0).optional(&db).await?.is_none());
    // A key has one row anyway.
    assert_eq!(Book::query().filter(Book::id.eq(2)).one(&db).await?.title, "Engines");
    assert!(!last(&log).contains("limit"));
    let both = Book::query().select(Book::id).union_all(Book::query().select(Book::id));
    assert_eq!(both.order_by(Book::id).optional(&db).await?, Some(1));
    assert!(last(&log).ends_with(" order by 1 limit 1"));
    let thick = prepare(|pages: Param<i64>| Book::query().filter(Book::pages.gt(pages)).order_by(Book::id));
    assert_eq!(thick.bind(100_i64).one(&db).await?.id, 1);
    assert!(last(&log).ends_with(" limit 1"));
    assert_eq!(thick.bind(100_i64).all(&db).await?.len(), 2);
    Ok::<_, Error>(())
});

db_test!(counts_of_groups_distinct_rows_and_aggregates, async |db, url| {
    library(&db, url).await?;
    assert_eq!(Book::query().group_by(Book::author_id).select(Book::author_id).count(&db).await?, 4);
    assert_eq!(Book::query().select(sum(Book::pages)).count(&db).await?, 1);
    assert!(Book::query().filter(Book::id.lt(0)).select(count_all()).exists(&db).await?);
    assert_eq!(
        Book::query()
            .join(Author::table, Author::id.eq(Book::author_id))
            .distinct()
            .select(Author::id)
            .count(&db)
            .await?,
        3
    );
    Ok::<_, Error>(())
});

db_test!(every_terminal_runs_in_a_transaction, async |db, url| {
    library(&db, url).await?;
    let left = db
        .transaction(async |tx| {
            assert_eq!(Book::query().count(tx).await?, 5);
            Book::delete().filter(Book::id.eq(5)).execute(tx).await?;
            Book::update().set(Book::stock, Book::stock - 1).filter(Book::id.le(2)).execute(tx).await?;
            let added = Book::insert(new!(Book { title: "New", pages: 1_i64 })).one(tx).await?;
            let ids: Vec<i32> =
                Book::query().order_by(Book::id).select(Book::id).stream(tx).try_collect().await?;
            assert_eq!(ids, [1, 2, 3, 4, added.id]);
            assert!(Book::query().filter(Book::stock.eq(6)).exists(tx).await?);
            let result = tx
                .transaction(async |inner| {
                    Book::delete().all_rows().execute(inner).await?;
                    Err::<(), Error>(Book::query().one(inner).await.expect_err("none is left"))
                })
                .await;
            assert!(result.is_err());
            Book::query().count(tx).await
        })
        .await?;
    assert_eq!(left, 5);
    let undone = db
        .transaction(async |tx| {
            let patch = AuthorPatch { age: Some(Some(1)), ..AuthorPatch::default() };
            assert_eq!(Author::update().patch(patch).all_rows().execute(tx).await?, 4);
            Author::insert(new!(Author {
                name: "Ada",
                rating: 0.0,
                joined_at: chrono::Utc::now(),
                settings: Json(Settings { theme: String::new(), size: None }),
            }))
            .execute(tx)
            .await
        })
        .await;
    assert!(matches!(undone.expect_err("the name is taken").kind(), ErrorKind::UniqueViolation(_)));
    assert_eq!(Author::query().filter(Author::age.eq(1)).count(&db).await?, 0);
    Ok::<_, Error>(())
});
