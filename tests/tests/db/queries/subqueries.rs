//! Queries inside of queries.

use orm_core::Error;
use orm_core::prelude::*;
use orm_tests::db_test;

use super::library;
use super::schema::{Author, Book};

db_test!(in_a_subquery, async |db, url| {
    library(&db, url).await?;
    let poor = || Book::query().filter(Book::price.le(5)).select(Book::author_id);
    let authors = Author::query().filter(Author::id.in_(poor())).order_by(Author::id).select(Author::id);
    assert_eq!(authors.all(&db).await?, [2, 3]);
    let others = Author::query().filter(Author::id.not_in(poor())).order_by(Author::id).select(Author::id);
    assert_eq!(others.all(&db).await?, [1, 4]);
    // A NULL among the rows: nothing is known to be outside.
    let all = Book::query().select(Book::author_id);
    assert_eq!(Author::query().filter(Author::id.not_in(all)).count(&db).await?, 0);
    Ok::<_, Error>(())
});

db_test!(exists_and_not_exists, async |db, url| {
    library(&db, url).await?;
    let books = || Book::query().correlate(Author::table).filter(Book::author_id.eq(Author::id));
    let with = Author::query().filter(exists(books())).order_by(Author::id).select(Author::id);
    assert_eq!(with.all(&db).await?, [1, 2, 3]);
    let without = Author::query().filter(not_exists(books())).select(Author::id);
    assert_eq!(without.all(&db).await?, [4]);
    let flags: Vec<bool> = Author::query().order_by(Author::id).select(exists(books())).all(&db).await?;
    assert_eq!(flags, [true, true, true, false]);
    Ok::<_, Error>(())
});

db_test!(scalars, async |db, url| {
    library(&db, url).await?;
    let pages = Book::query()
        .correlate(Author::table)
        .filter(Book::author_id.eq(Author::id))
        .select(sum(Book::pages));
    let rows: Vec<(String, Option<i64>)> =
        Author::query().order_by(Author::id).select((Author::name, scalar(pages))).all(&db).await?;
    let expected = [("Ada", Some(420)), ("Bob", Some(80)), ("Cleo", Some(45)), ("Dan%", None)];
    assert_eq!(rows, expected.map(|(name, pages)| (name.to_owned(), pages)));
    let longest = Book::query().select(max(Book::pages));
    assert_eq!(Book::query().filter(Book::pages.eq(scalar(longest))).select(Book::id).all(&db).await?, [2]);
    Ok::<_, Error>(())
});
