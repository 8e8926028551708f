//! Updates and deletes.

use orm_core::Error;
use orm_core::prelude::*;
use orm_tests::db_test;
use orm_tests::tables::by_hand;

use super::library;
use super::schema::{Author, AuthorKind, AuthorPatch, Book, BookPatch};

db_test!(columns_are_set_to_what_was_in_the_row_before, async |db, url| {
    library(&db, url).await?;
    let twice = Book::update()
        .set(Book::stock, Book::stock + 1)
        .set(Book::price, Book::stock)
        .set(Book::pages, sql!("{Book::price} + {Book::stock}").expr::<i64>())
        .filter(Book::id.eq(1));
    assert_eq!(twice.execute(&db).await?, 1);
    let sql = "select pages, price, stock from books where id = 1";
    assert_eq!(by_hand::<_, (i64, i32, i32)>(&db, url, sql).await, [(17, 7, 8)]);
    Ok::<_, Error>(())
});

db_test!(columns_change_places, [Postgres, Sqlite], async |db, url| {
    library(&db, url).await?;
    let swap = Book::update().set(Book::stock, Book::price.coalesce(0)).set(Book::price, Book::stock);
    assert_eq!(swap.filter(Book::id.eq(1)).execute(&db).await?, 1);
    let sql = "select price, stock from books where id = 1";
    assert_eq!(by_hand::<_, (i32, i32)>(&db, url, sql).await, [(7, 10)]);
    Ok::<_, Error>(())
});

db_test!(columns_that_cannot_change_places_stay_as_they_are, [Mysql], async |db, url| {
    library(&db, url).await?;
    let swap = Book::update().set(Book::stock, Book::price.coalesce(0)).set(Book::price, Book::stock);
    let error = swap.filter(Book::id.eq(1)).execute(&db).await.expect_err("MySQL sets one after another");
    assert!(error.to_string().contains("MySQL sets one column after another, so `books.stock`"), "{error}");
    let sql = "select price, stock from books where id = 1";
    assert_eq!(by_hand::<_, (i32, i32)>(&db, url, sql).await, [(10, 7)]);
    Ok::<_, Error>(())
});

db_test!(columns_are_set_to_values_columns_and_expressions, async |db, url| {
    library(&db, url).await?;
    let changed = Book::update()
        .set(Book::stock, Book::stock + 3)
        .set(Book::price, None)
        .set(Book::title, "Changed")
        .filter(Book::id.le(2))
        .execute(&db)
        .await?;
    assert_eq!(changed, 2);
    Book::update()
        .set(Book::title, Book::title.upper())
        .set(Book::price, Book::stock)
        .filter(Book::id.eq(3))
        .execute(&db)
        .await?;
    let label = case().when(Book::pages.lt(20_i64), "short").otherwise("long");
    Book::update().set(Book::title, label).filter(Book::id.gt(3)).execute(&db).await?;
    let rows: Vec<(String, Option<i32>, i32)> =
        by_hand(&db, url, "select title, price, stock from books order by id").await;
    let expected = [
        ("Changed", None, 10),
        ("Changed", None, 10),
        ("SONGS", Some(7), 7),
        ("long", Some(5), 0),
        ("short", None, 7),
    ];
    assert_eq!(rows, expected.map(|(title, price, stock)| (title.to_owned(), price, stock)));
    Ok::<_, Error>(())
});

db_test!(an_update_reads_other_tables_in_subqueries, async |db, url| {
    library(&db, url).await?;
    let books =
        Book::query().correlate(Author::table).filter(Book::author_id.eq(Author::id)).select(count_all());
    let changed = Author::update()
        .set(Author::age, scalar(books).cast::<i32>())
        .filter(Author::id.in_([1, 4]))
        .execute(&db)
        .await?;
    assert_eq!(changed, 2);
    let ages = Author::query().order_by(Author::id).select(Author::age).all(&db).await?;
    assert_eq!(ages, [Some(2), None, Some(17), Some(0)]);
    Ok::<_, Error>(())
});

db_test!(patches, async |db, url| {
    library(&db, url).await?;
    let patch = AuthorPatch {
        name: Some("Zed".to_owned()),
        age: Some(None),
        kind: Some(AuthorKind::Poet),
        ..AuthorPatch::default()
    };
    assert_eq!(Author::update().patch(patch).filter(Author::id.eq(1)).execute(&db).await?, 1);
    let zed = Author::query().filter(Author::id.eq(1)).one(&db).await?;
    assert_eq!((zed.name.as_str(), zed.age, zed.kind, zed.rating), ("Zed", None, AuthorKind::Poet, 4.5));
    // A patch of nothing sends nothing and changes nothing.
    assert_eq!(Author::update().patch(AuthorPatch::default()).all_rows().execute(&db).await?, 0);
    let both = BookPatch { stock: Some(1), ..BookPatch::default() };
    Book::update().patch(both).set(Book::stock, Book::stock * 2).filter(Book::id.eq(1)).execute(&db).await?;
    assert_eq!(Book::query().filter(Book::id.eq(1)).select(Book::stock).one(&db).await?, 14);
    Ok::<_, Error>(())
});

db_test!(deletes, async |db, url| {
    library(&db, url).await?;
    assert_eq!(
        Book::delete().filter(Book::price.is_null()).filter(Book::pages.lt(50_i64)).execute(&db).await?,
        1
    );
    let orphans = Book::author_id.in_(Author::query().filter(Author::name.eq("Bob")).select(Author::id));
    assert_eq!(Book::delete().filter(orphans).execute(&db).await?, 1);
    assert_eq!(Book::delete().all_rows().execute(&db).await?, 3);
    assert_eq!(Book::delete().all_rows().execute(&db).await?, 0);
    Ok::<_, Error>(())
});

db_test!(changed_and_deleted_rows_are_returned, [Postgres, Sqlite], async |db, url| {
    library(&db, url).await?;
    let update = Book::update().set(Book::stock, Book::stock + 1).filter(Book::id.eq(4));
    assert_eq!(update.returning().one(&db).await?.stock, 1);
    let update = Book::update().set(Book::stock, 0).filter(Book::id.lt(3));
    let mut titles = update.returning_only((Book::title, Book::stock)).all(&db).await?;
    titles.sort();
    assert_eq!(titles, [("Engines".to_owned(), 0), ("Notes".to_owned(), 0)]);
    let gone = Book::delete().filter(Book::id.eq(5)).returning().optional(&db).await?;
    assert_eq!(gone.map(|book| book.title).as_deref(), Some("Anon"));
    let nothing = Book::delete().filter(Book::id.eq(5)).returning_only(Book::id).optional(&db).await?;
    assert_eq!(nothing, None);
    Ok::<_, Error>(())
});
