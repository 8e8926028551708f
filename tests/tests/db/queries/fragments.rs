//! Sources that are no tables, tables read in a special way, and pieces of raw SQL.

use orm_core::prelude::*;
use orm_core::{Error, ErrorKind};
use orm_tests::db_test;

use super::library;
use super::schema::{Author, AuthorKind, Book};

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(from = Author, name = "wanted")]
struct Wanted {
    id: i32,
    name: String,
    kind: AuthorKind,
    age: Option<i32>,
}

db_test!(rows_of_values_are_a_source, async |db, url| {
    library(&db, url).await?;
    let wanted = |ids: &[i32]| {
        let row = |&id: &i32| (id, format!("n{id}"), AuthorKind::Poet, (id > 2).then_some(id));
        Wanted::values(ids.iter().map(row).collect::<Vec<_>>())
    };
    let rows = Author::query()
        .join(wanted(&[3, 2, 9]), Wanted::id.eq(Author::id).and(Wanted::kind.eq(Author::kind)))
        .order_by(Author::id)
        .select((Author::name, Wanted::name, Wanted::age))
        .all(&db)
        .await?;
    let text = str::to_owned;
    assert_eq!(rows, [(text("Bob"), text("n2"), None), (text("Cleo"), text("n3"), Some(3))]);
    let alone = from(wanted(&[1, 4])).order_by(Wanted::id.desc()).all(&db).await?;
    assert_eq!((alone.len(), alone[0].age, &alone[1].kind), (2, Some(4), &AuthorKind::Poet));
    let none = Author::query().left_join(wanted(&[]), Wanted::id.eq(Author::id)).select(Wanted::id);
    assert_eq!(none.all(&db).await?, [None, None, None, None]);
    let many: Vec<i32> = (0..700).collect();
    assert_eq!(from(wanted(&many)).count(&db).await?, 700);
    Ok::<_, Error>(())
});

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(from = Book, name = "numbers")]
struct Number {
    #[projection(Book::id)]
    number: i32,
}

db_test!(raw_sql_is_a_source, async |db, url| {
    library(&db, url).await?;
    let numbers = || Number::from_sql(sql("select ").bind(2).sql(" as number union all select ").bind(5));
    let rows = Book::query()
        .join(numbers(), Number::number.eq(Book::id))
        .order_by(Number::number)
        .select((Number::number, Book::title))
        .all(&db)
        .await?;
    assert_eq!(rows, [(2, "Engines".to_owned()), (5, "Anon".to_owned())]);
    assert_eq!(from(numbers()).count(&db).await?, 2);
    Ok::<_, Error>(())
});

db_test!(a_raw_source_reads_the_sources_before_it, [Postgres], async |db, url| {
    library(&db, url).await?;
    let digits =
        Number::from_sql(sql("select number from generate_series(1, ").column(Book::id).sql(") as number"));
    let rows = Book::query()
        .filter(Book::id.le(2))
        .cross_join_lateral(digits)
        .order_by((Book::id, Number::number))
        .select((Book::id, Number::number))
        .all(&db)
        .await?;
    assert_eq!(rows, [(1, 1), (2, 1), (2, 2)]);
    Ok::<_, Error>(())
});

db_test!(named_placeholders_names_and_expressions, async |db, url| {
    library(&db, url).await?;
    let titles: Vec<(String,)> = sql(
        "select title from books where (pages > :low and pages < :high) or title = ':low' or pages = :high",
    )
    .bind_named("high", 120_i64)
    .bind_named("low", 40_i64)
    .sql(" order by id")
    .all(&db)
    .await?;
    assert_eq!(titles.into_iter().map(|(title,)| title).collect::<Vec<_>>(), ["Notes", "Songs", "notes_2"]);
    let error =
        sql("select 1").bind_named("nothing", 1).scalar::<i32, _>(&db).await.expect_err("no such name");
    assert_eq!(error.kind(), &ErrorKind::Encode);
    let count: i64 = sql("select count(*) from ")
        .ident("books")
        .sql(" where ")
        .ident("id")
        .sql(" in (")
        .bind_all([1, 2, 9])
        .append(sql(") and title in ("))
        .bind_all(Vec::<String>::new())
        .sql(") or id = ")
        .bind(3)
        .scalar(&db)
        .await?;
    assert_eq!(count, 1);
    let doubled = Book::query()
        .filter(sql("2 * ").expression(Book::pages + 7_i64).sql(" > ").bind(600_i64).expr::<bool>())
        .select(Book::id);
    assert_eq!(doubled.all(&db).await?, [2]);
    Ok::<_, Error>(())
});

db_test!(hints_which_index_to_use, [Mysql], async |db, url| {
    library(&db, url).await?;
    let ids = from(Book::table.use_index("PRIMARY")).order_by(Book::id).select(Book::id).all(&db).await?;
    assert_eq!(ids, [1, 2, 3, 4, 5]);
    let joined = Author::query()
        .join(Book::table.ignore_index("PRIMARY"), Book::author_id.eq(Author::id))
        .count(&db)
        .await?;
    assert_eq!(joined, 4);
    assert_eq!(from(Book::table.force_index("PRIMARY")).count(&db).await?, 5);
    Ok::<_, Error>(())
});

db_test!(samples_of_a_table, [Postgres], async |db, url| {
    library(&db, url).await?;
    assert_eq!(from(Book::table.sample(100.0).seed(3.0)).count(&db).await?, 5);
    assert_eq!(from(Book::table.sample(0.0)).count(&db).await?, 0);
    assert_eq!(from(Book::table.sample_pages(100.0)).count(&db).await?, 5);
    Ok::<_, Error>(())
});
