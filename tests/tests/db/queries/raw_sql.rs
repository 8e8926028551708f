//! SQL in the user's own words, on its own and inside of queries.

use futures_util::TryStreamExt;
use orm_core::prelude::*;
use orm_core::{Error, ErrorKind};
use orm_tests::db_test;

use super::schema::{Author, Book, Counter, NewCounter};
use super::{library, tables};

db_test!(terminals_of_raw_sql, async |db, url| {
    library(&db, url).await?;
    let cheap = || sql("select id, title from books where price <= ").bind(5).sql(" order by id");
    let rows: Vec<(i32, String)> = cheap().all(&db).await?;
    assert_eq!(rows, [(3, "Songs".to_owned()), (4, "notes_2".to_owned())]);
    assert_eq!(cheap().one::<(i32, String), _>(&db).await?.0, 3);
    assert_eq!(cheap().scalar::<i32, _>(&db).await?, 3);
    let streamed: Vec<(i32, String)> = cheap().stream(&db).try_collect().await?;
    assert_eq!(streamed.len(), 2);
    let none = || sql("select id from books where id = ").bind(-1);
    assert_eq!(none().optional::<(i32,), _>(&db).await?, None);
    assert_eq!(none().scalar::<i32, _>(&db).await.expect_err("no row").kind(), &ErrorKind::NotFound);
    assert_eq!(sql("update books set stock = ").bind(1).sql(" where id < 3").execute(&db).await?, 2);
    Ok::<_, Error>(())
});

db_test!(the_parts_of_a_text_stand_in_braces, async |db, url| {
    library(&db, url).await?;
    let (low, title) = (50_i64, "'); drop table books; --".to_owned());
    let condition = sql!("({Book::pages} > {low} and {Book::title} <> {&title}) or {Book::price.is_null()}");
    let rows = Book::query().filter(condition.expr::<bool>()).order_by(Book::id).select(Book::id);
    assert_eq!(rows.all(&db).await?, [1, 2, 3, 5]);
    let limit = sql!(" limit {1 + 1}");
    let rows: Vec<(i32, String)> =
        sql!("select id, '{{}} ;' from books where price = {Some(5)} order by id{limit}").all(&db).await?;
    assert_eq!(rows, [(3, "{} ;".to_owned()), (4, "{} ;".to_owned())]);
    let prepared = prepare(|least: Param<i64>| {
        Book::query()
            .filter(sql!("{Book::pages} >= {least}").expr::<bool>())
            .order_by(Book::id)
            .select(Book::id)
    });
    assert_eq!(prepared.bind(120_i64).all(&db).await?, [1, 2]);
    Ok::<_, Error>(())
});

db_test!(a_placeholder_without_a_value_is_an_error, async |db, url| {
    library(&db, url).await?;
    let error = sql("select id from books where pages > ? and price > ").bind(1).all::<(i32,), _>(&db).await;
    assert!(error.is_err(), "{error:?}");
    let error = sql("update books set stock = ?").execute(&db).await;
    assert!(error.is_err(), "{error:?}");
    assert_eq!(Book::query().filter(Book::stock.eq(7)).count(&db).await?, 4);
    Ok::<_, Error>(())
});

db_test!(raw_sql_reads_whole_structs, async |db, url| {
    tables(&db, url).await;
    Counter::insert(NewCounter { day: "mon".to_owned(), place: "x".to_owned(), visits: 2 })
        .execute(&db)
        .await?;
    let counter: Counter = sql("select day, place, visits from counters").one(&db).await?;
    assert_eq!(counter.visits, 2);
    Ok::<_, Error>(())
});

db_test!(raw_sql_is_an_expression, async |db, url| {
    library(&db, url).await?;
    let twice = || sql("2 * ").column(Book::pages).sql(" + ").bind(1_i64).expr::<i64>();
    let rows = Book::query()
        .filter(twice().gt(200))
        .filter(sql("").column(Book::price).sql(" is null or 1 = 1").expr::<bool>())
        .order_by(twice().desc())
        .select((Book::id, twice() * 10_i64))
        .all(&db)
        .await?;
    assert_eq!(rows, [(2, 6010), (1, 2410)]);
    let nothing: Vec<Option<i32>> =
        Author::query().select(sql("null").expr::<Option<i32>>()).all(&db).await?;
    assert_eq!(nothing, [None; 4]);
    Ok::<_, Error>(())
});
