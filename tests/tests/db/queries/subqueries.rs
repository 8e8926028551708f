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

db_test!(set_operations_are_subqueries_like_others, async |db, url| {
    library(&db, url).await?;
    let ids = || Author::query().order_by(Author::id).select(Author::id);
    let writers = || {
        let novelists = Book::query().filter(Book::pages.gt(200_i64)).select(Book::author_id);
        novelists.union(Book::query().filter(Book::stock.eq(0)).select(Book::author_id))
    };
    assert_eq!(ids().filter(Author::id.in_(writers())).all(&db).await?, [1, 3]);
    assert_eq!(ids().filter(Author::id.not_in(writers())).all(&db).await?, [2, 4]);
    let pairs = Book::query().select((Book::author_id, Book::title));
    let pairs = pairs.union_all(Author::query().select((Author::boss_id, Author::name)));
    assert_eq!(ids().filter(row((Author::id, Author::name)).in_(pairs)).all(&db).await?, [0; 0]);
    let works = || {
        let books = Book::query().correlate(Author::table).filter(Book::author_id.eq(Author::id));
        let own = Book::query().correlate(Author::table).filter(Book::title.eq(Author::name));
        books.select(Book::id).union(own.select(Book::id))
    };
    assert_eq!(ids().filter(exists(works())).all(&db).await?, [1, 2, 3]);
    assert_eq!(ids().filter(not_exists(works())).all(&db).await?, [4]);
    let fewest = Book::query().filter(Book::id.eq(4)).select(Book::pages);
    let fewest = fewest.union(Book::query().filter(Book::id.eq(5)).select(Book::pages));
    let fewest = fewest.order_by(Book::pages).limit(1);
    let scalars = Author::query().filter(Author::id.eq(1)).select((scalar(fewest), count_of(writers())));
    assert_eq!(scalars.one(&db).await?, (Some(10), 2));
    Ok::<_, Error>(())
});

db_test!(set_operations_of_which_any_row_is_compared, [Postgres, Mysql], async |db, url| {
    library(&db, url).await?;
    let ids = Book::query().filter(Book::id.le(2)).select(Book::author_id);
    let ids = ids.union(Book::query().filter(Book::id.eq(4)).select(Book::author_id));
    let authors = Author::query().filter(Author::id.eq_any(ids)).order_by(Author::id).select(Author::id);
    assert_eq!(authors.all(&db).await?, [1, 3]);
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

db_test!(rows_of_a_query_are_counted, async |db, url| {
    library(&db, url).await?;
    let books = || Book::query().correlate(Author::table).filter(Book::author_id.eq(Author::id));
    let rows = Author::query()
        .filter(count_of(books()).ge(1))
        .order_by((count_of(books()).desc(), Author::id))
        .select((Author::id, count_of(books().order_by(Book::id))))
        .all(&db)
        .await?;
    assert_eq!(rows, [(1, 2), (2, 1), (3, 1)]);
    let stocks = || Book::query().select(Book::stock);
    let counts = Author::query()
        .filter(Author::id.eq(1))
        .select((
            count_of(stocks().distinct()),
            count_of(stocks().limit(3)),
            count_of(Book::query().group_by(Book::author_id).select((Book::author_id, count_all()))),
            count_of(Book::query().select(count_all())),
            count_of(stocks().filter(Book::id.gt(99))),
        ))
        .one(&db)
        .await?;
    assert_eq!(counts, (2, 3, 4, 1, 0));
    Ok::<_, Error>(())
});
