//! Row values, and comparisons with several values at once.

use orm_core::Error;
use orm_core::prelude::*;
use orm_tests::db_test;

use super::library;
use super::schema::{Author, AuthorKind, Book};

db_test!(rows_are_compared_cell_by_cell, async |db, url| {
    library(&db, url).await?;
    let ids = || Book::query().order_by(Book::id).select(Book::id);
    let key = || row((Book::stock, Book::pages));
    assert_eq!(ids().filter(key().gt((7, 80_i64))).all(&db).await?, [1, 2]);
    assert_eq!(ids().filter(key().ge((7, 80_i64))).all(&db).await?, [1, 2, 3]);
    assert_eq!(ids().filter(key().lt((7, 80_i64))).all(&db).await?, [4, 5]);
    assert_eq!(ids().filter(key().le(key())).all(&db).await?, [1, 2, 3, 4, 5]);
    assert_eq!(ids().filter(key().eq((7, Book::pages))).all(&db).await?, [1, 2, 3, 5]);
    assert_eq!(ids().filter(key().ne((7, 10_i64))).all(&db).await?, [1, 2, 3, 4]);
    let three = row((Book::stock, Book::pages, Book::title)).gt((7, 80_i64, "Songs"));
    assert_eq!(ids().filter(three).all(&db).await?, [1, 2]);
    let unknown: Vec<Option<bool>> =
        Book::query().order_by(Book::id).select(row((Book::price, Book::id)).eq((10, 1))).all(&db).await?;
    assert_eq!(unknown, [Some(true), Some(false), Some(false), Some(false), Some(false)]);
    Ok::<_, Error>(())
});

db_test!(rows_are_found_in_lists_and_queries, async |db, url| {
    library(&db, url).await?;
    let ids = || Book::query().order_by(Book::id).select(Book::id);
    let key = || row((Book::id, Book::title));
    assert_eq!(ids().filter(key().in_([(1, "Notes"), (2, "Songs"), (3, "Songs")])).all(&db).await?, [1, 3]);
    assert_eq!(ids().filter(key().not_in(vec![(1, "Notes".to_owned())])).all(&db).await?, [2, 3, 4, 5]);
    assert!(ids().filter(key().in_(Vec::<(i32, String)>::new())).all(&db).await?.is_empty());
    let kinds = row((Author::id, Author::kind)).in_([(2, AuthorKind::Poet)]);
    assert_eq!(Author::query().filter(kinds).select(Author::id).all(&db).await?, [2]);
    let first = Book::query().filter(Book::id.le(2)).select((Book::id, Book::title));
    assert_eq!(ids().filter(key().in_(first.clone())).all(&db).await?, [1, 2]);
    assert_eq!(ids().filter(key().not_in(first)).all(&db).await?, [3, 4, 5]);
    Ok::<_, Error>(())
});

db_test!(values_are_compared_with_any_and_all_rows, [Postgres, Mysql], async |db, url| {
    library(&db, url).await?;
    let ids = || Book::query().order_by(Book::id).select(Book::id);
    let pages = || Book::query().filter(Book::author_id.eq(1)).select(Book::pages);
    assert_eq!(ids().filter(Book::pages.eq_any(pages())).all(&db).await?, [1, 2]);
    assert_eq!(ids().filter(Book::pages.ne_all(pages())).all(&db).await?, [3, 4, 5]);
    assert_eq!(ids().filter(Book::pages.gt_any(pages())).all(&db).await?, [2]);
    assert_eq!(ids().filter(Book::pages.ge_all(pages())).all(&db).await?, [2]);
    assert_eq!(ids().filter(Book::pages.lt_all(pages())).all(&db).await?, [3, 4, 5]);
    assert_eq!(ids().filter(Book::pages.le_any(pages())).all(&db).await?, [1, 2, 3, 4, 5]);
    let none = Book::query().filter(Book::id.lt(0)).select(Book::pages);
    assert_eq!(ids().filter(Book::pages.gt_all(none)).count(&db).await?, 5);
    Ok::<_, Error>(())
});

db_test!(a_collation_of_the_database_decides_what_is_equal, [Sqlite], async |db, url| {
    library(&db, url).await?;
    let named = |collation| Book::query().filter(Book::title.collate(collation).eq("NOTES")).count(&db);
    assert_eq!((named("nocase").await?, named("binary").await?), (1, 0));
    let titles = Book::query().order_by(Book::title.collate("nocase")).select(Book::id).all(&db).await?;
    assert_eq!(titles, [5, 2, 1, 4, 3]);
    Ok::<_, Error>(())
});

db_test!(a_collation_of_the_database_decides_what_comes_first, [Postgres], async |db, url| {
    library(&db, url).await?;
    let titles = Book::query().order_by(Book::title.collate("C")).select(Book::id).all(&db).await?;
    assert_eq!(titles, [5, 2, 1, 3, 4]);
    Ok::<_, Error>(())
});

db_test!(a_collation_of_the_database_tells_case_apart, [Mysql], async |db, url| {
    library(&db, url).await?;
    let named = |collation| Book::query().filter(Book::title.collate(collation).eq("NOTES")).count(&db);
    assert_eq!((named("utf8mb4_general_ci").await?, named("utf8mb4_bin").await?), (1, 0));
    Ok::<_, Error>(())
});
