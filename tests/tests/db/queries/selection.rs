//! What is selected, in which order, and how much of it.

use orm_core::Error;
use orm_core::prelude::*;
use orm_tests::db_test;
use orm_tests::tables::by_hand;

use super::library;
use super::schema::{Author, AuthorKind, Book};

db_test!(a_whole_row_has_every_field, async |db, url| {
    library(&db, url).await?;
    let ada = Author::query().filter(Author::id.eq(1)).one(&db).await?;
    assert_eq!((ada.id, ada.name.as_str(), ada.age, ada.boss_id), (1, "Ada", Some(36), None));
    assert_eq!((ada.is_active, ada.kind), (true, AuthorKind::Novelist));
    assert_eq!(ada.born.map(|day| day.to_string()).as_deref(), Some("1815-12-10"));
    assert_eq!(ada.joined_at.to_rfc3339(), "2026-01-01T10:30:00.123456+00:00");
    assert_eq!((ada.settings.theme.as_str(), ada.settings.size), ("light", Some(10)));
    Ok::<_, Error>(())
});

db_test!(columns_expressions_rows_and_tuples, async |db, url| {
    library(&db, url).await?;
    let rows = Book::query()
        .order_by(Book::id)
        .select((Book::title, Book::price, (Book::table, Book::pages * 2_i64), Book::title.upper()))
        .all(&db)
        .await?;
    let expected: Vec<(String, Option<i32>, i32, i64, String)> =
        by_hand(&db, url, "select title, price, id, pages * 2, upper(title) from books order by id").await;
    let flat: Vec<_> = rows
        .into_iter()
        .map(|(title, price, (book, pages), upper)| (title, price, book.id, pages, upper))
        .collect();
    assert_eq!(flat, expected);
    Ok::<_, Error>(())
});

#[derive(Debug, PartialEq, Projection)]
#[projection(from = Book, left_join = Author)]
struct Card {
    title: String,
    price: Option<i32>,
    #[projection(Book::title.lower())]
    shelf: String,
    #[projection(Author::name)]
    author: Option<String>,
}

db_test!(a_projection_is_a_struct, async |db, url| {
    library(&db, url).await?;
    let cards = Book::query()
        .left_join(Author::table, Author::id.eq(Book::author_id))
        .order_by(Book::id.desc())
        .limit(2)
        .select(Card::SELECT)
        .all(&db)
        .await?;
    let card = |title: &str, price, shelf: &str, author: Option<&str>| Card {
        title: title.to_owned(),
        price,
        shelf: shelf.to_owned(),
        author: author.map(str::to_owned),
    };
    assert_eq!(cards, [card("Anon", None, "anon", None), card("notes_2", Some(5), "notes_2", Some("Cleo"))]);
    Ok::<_, Error>(())
});

db_test!(orders, async |db, url| {
    library(&db, url).await?;
    let ids = || Author::query().select(Author::id);
    assert_eq!(ids().order_by(Author::rating).all(&db).await?, [4, 2, 3, 1]);
    assert_eq!(ids().order_by(Author::rating.desc()).all(&db).await?, [1, 3, 2, 4]);
    assert_eq!(ids().order_by((Author::age.asc().nulls_first(), Author::id)).all(&db).await?, [2, 3, 1, 4]);
    assert_eq!(ids().order_by((Author::age.asc().nulls_last(), Author::id)).all(&db).await?, [3, 1, 4, 2]);
    assert_eq!(ids().order_by((Author::age.desc().nulls_first(), Author::id)).all(&db).await?, [2, 1, 4, 3]);
    assert_eq!(
        ids().order_by(Author::age.desc().nulls_last()).order_by(Author::id.desc()).all(&db).await?,
        [4, 1, 3, 2]
    );
    let by_length = ids().order_by((Author::name.length().desc(), Author::id.desc())).all(&db).await?;
    let expected: Vec<(i32,)> =
        by_hand(&db, url, "select id from authors order by length(name) desc, id desc").await;
    assert_eq!(by_length, expected.into_iter().map(|row| row.0).collect::<Vec<_>>());
    Ok::<_, Error>(())
});

db_test!(pages_of_rows, async |db, url| {
    library(&db, url).await?;
    let ids = || Book::query().order_by(Book::id).select(Book::id);
    assert_eq!(ids().limit(2).all(&db).await?, [1, 2]);
    assert_eq!(ids().limit(2).offset(4).all(&db).await?, [5]);
    assert_eq!(ids().offset(3).all(&db).await?, [4, 5]);
    assert!(ids().limit(0).all(&db).await?.is_empty());
    assert_eq!(ids().limit(u64::MAX).offset(0).all(&db).await?.len(), 5);
    assert_eq!(Book::query().limit(3).count(&db).await?, 3);
    assert_eq!(Book::query().offset(3).count(&db).await?, 2);
    Ok::<_, Error>(())
});

db_test!(distinct_leaves_out_equal_rows, async |db, url| {
    library(&db, url).await?;
    let prices = Book::query().distinct().order_by(Book::price.desc()).select(Book::price);
    assert_eq!(prices.clone().count(&db).await?, 3);
    assert_eq!(prices.all(&db).await?.into_iter().flatten().collect::<Vec<_>>(), [10, 5]);
    let kinds = Author::query().distinct().select(Author::kind).all(&db).await?;
    assert_eq!(kinds.len(), 2);
    Ok::<_, Error>(())
});

db_test!(distinct_on_keeps_the_first_row_of_each_key, [Postgres], async |db, url| {
    library(&db, url).await?;
    let longest = Book::query()
        .distinct_on(Book::author_id)
        .order_by((Book::author_id, Book::pages.desc()))
        .select((Book::author_id, Book::title))
        .all(&db)
        .await?;
    let expected: Vec<(Option<i32>, String)> = by_hand(
        &db,
        url,
        "select distinct on (author_id) author_id, title from books order by author_id, pages desc",
    )
    .await;
    assert_eq!(longest, expected);
    let one_of_each_count = Book::query()
        .group_by(Book::author_id)
        .distinct_on(count_all())
        .order_by((count_all(), Book::author_id))
        .select((Book::author_id, count_all()))
        .all(&db)
        .await?;
    let expected: Vec<(Option<i32>, i64)> = by_hand(
        &db,
        url,
        "select distinct on (count(*)) author_id, count(*) from books group by author_id order by count(*), author_id",
    )
    .await;
    assert_eq!(one_of_each_count, expected);
    Ok::<_, Error>(())
});

db_test!(values_of_any_type, async |db, url| {
    library(&db, url).await?;
    let rows = Author::query()
        .order_by(Author::id)
        .select((
            Author::age.coalesce(-1),
            Author::age.nullif(36),
            Author::id.cast::<String>(),
            Author::rating.cast::<String>().is_not_null(),
            Author::id.cast::<f64>(),
            Author::name.concat("!").concat(Author::name),
            Author::name.trim().length(),
        ))
        .all(&db)
        .await?;
    assert_eq!(rows[1], (-1, None, "2".to_owned(), true, 2.0, "Bob!Bob".to_owned(), 3));
    assert_eq!(rows[0].1, None);
    assert_eq!(rows[2].1, Some(17));
    Ok::<_, Error>(())
});

db_test!(cases, async |db, url| {
    library(&db, url).await?;
    let group =
        case().when(Author::age.is_null(), "unknown").when(Author::age.lt(18), "child").otherwise("adult");
    let grown = case().when(Author::age.ge(18), Author::age).end();
    let rows = Author::query().order_by(Author::id).select((group, grown)).all(&db).await?;
    let expected: Vec<(String, Option<i32>)> = by_hand(
        &db,
        url,
        "select case when age is null then 'unknown' when age < 18 then 'child' else 'adult' end, \
         case when age >= 18 then age end from authors order by id",
    )
    .await;
    assert_eq!(rows, expected);
    Ok::<_, Error>(())
});

db_test!(arithmetic, async |db, url| {
    library(&db, url).await?;
    let rows = Book::query()
        .order_by(Book::id)
        .select((
            Book::pages + 1_i64,
            Book::pages - Book::pages * 2_i64,
            (Book::pages + 1_i64) * 2_i64,
            Book::pages % 7_i64,
        ))
        .all(&db)
        .await?;
    let hand = "select pages + 1, pages - pages * 2, (pages + 1) * 2, pages % 7 from books order by id";
    let expected: Vec<(i64, i64, i64, i64)> = by_hand(&db, url, hand).await;
    assert_eq!(rows, expected);
    let prices = Book::query().order_by(Book::id).select(Book::price + 1).all(&db).await?;
    assert_eq!(prices, [Some(11), None, Some(6), Some(6), None]);
    Ok::<_, Error>(())
});
