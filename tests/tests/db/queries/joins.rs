//! Joins of each kind, and what they make optional.

use orm_core::prelude::*;
use orm_core::{Error, alias};
use orm_tests::db_test;
use orm_tests::tables::by_hand;

use super::library;
use super::schema::{Author, Book};

alias!(Boss = Author as "boss");
alias!(Grand = Author as "grand boss");

db_test!(an_inner_join_keeps_the_pairs, async |db, url| {
    library(&db, url).await?;
    let rows: Vec<(String, String)> = Book::query()
        .join(Author::table, Author::id.eq(Book::author_id))
        .order_by(Book::id)
        .select((Book::title, Author::name))
        .all(&db)
        .await?;
    let hand = "select b.title, a.name from books b join authors a on a.id = b.author_id order by b.id";
    assert_eq!(rows, by_hand(&db, url, hand).await);
    Ok::<_, Error>(())
});

db_test!(a_left_join_makes_the_joined_side_optional, async |db, url| {
    library(&db, url).await?;
    let rows: Vec<(String, Option<String>, Option<i64>)> = Author::query()
        .left_join(Book::table, Book::author_id.eq(Author::id))
        .order_by((Author::id, Book::id))
        .select((Author::name, Book::title, Book::pages))
        .all(&db)
        .await?;
    let hand = "select a.name, b.title, b.pages from authors a left join books b on b.author_id = a.id \
                order by a.id, b.id";
    assert_eq!(rows, by_hand(&db, url, hand).await);
    let whole: Vec<(Author, Option<Book>)> = Author::query()
        .left_join(Book::table, Book::author_id.eq(Author::id))
        .order_by((Author::id, Book::id))
        .select((Author::table, Book::table))
        .all(&db)
        .await?;
    let titles: Vec<_> = whole.iter().map(|(a, b)| (a.id, b.as_ref().map(|b| b.title.as_str()))).collect();
    let expected =
        [(1, Some("Notes")), (1, Some("Engines")), (2, Some("Songs")), (3, Some("notes_2")), (4, None)];
    assert_eq!(titles, expected);
    Ok::<_, Error>(())
});

db_test!(a_right_join_makes_the_sources_before_it_optional, async |db, url| {
    library(&db, url).await?;
    let rows: Vec<(Option<String>, String)> = Author::query()
        .right_join(Book::table, Book::author_id.eq(Author::id))
        .order_by(Book::id)
        .select((Author::name, Book::title))
        .all(&db)
        .await?;
    let hand = "select a.name, b.title from authors a right join books b on b.author_id = a.id order by b.id";
    assert_eq!(rows, by_hand(&db, url, hand).await);
    // Without a select list the row is the first source, which may be missing.
    let authors: Vec<Option<Author>> = Author::query()
        .right_join(Book::table, Book::author_id.eq(Author::id))
        .order_by(Book::id)
        .all(&db)
        .await?;
    assert_eq!(
        authors.iter().map(|author| author.as_ref().map(|a| a.id)).collect::<Vec<_>>(),
        [Some(1), Some(1), Some(2), Some(3), None]
    );
    Ok::<_, Error>(())
});

db_test!(a_full_join_makes_both_sides_optional, [Postgres, Sqlite], async |db, url| {
    library(&db, url).await?;
    let rows: Vec<(Option<String>, Option<String>)> = Author::query()
        .full_join(Book::table, Book::author_id.eq(Author::id))
        .order_by((Author::id.asc().nulls_last(), Book::id))
        .select((Author::name, Book::title))
        .all(&db)
        .await?;
    let hand = "select a.name, b.title from authors a full join books b on b.author_id = a.id \
                order by a.id nulls last, b.id";
    assert_eq!(rows, by_hand(&db, url, hand).await);
    let whole: Vec<(Option<Author>, Option<Book>)> = Author::query()
        .full_join(Book::table, Book::author_id.eq(Author::id))
        .select((Author::table, Book::table))
        .all(&db)
        .await?;
    assert_eq!(whole.iter().filter(|(author, _)| author.is_none()).count(), 1);
    assert_eq!(whole.iter().filter(|(_, book)| book.is_none()).count(), 1);
    Ok::<_, Error>(())
});

db_test!(a_cross_join_pairs_everything, async |db, url| {
    library(&db, url).await?;
    let rows: Vec<(i32, i32)> = Author::query()
        .cross_join(Book::table)
        .order_by((Author::id, Book::id))
        .select((Author::id, Book::id))
        .all(&db)
        .await?;
    let hand = "select a.id, b.id from authors a cross join books b order by a.id, b.id";
    assert_eq!(rows, by_hand(&db, url, hand).await);
    assert_eq!(rows.len(), 20);
    Ok::<_, Error>(())
});

db_test!(a_table_is_joined_to_itself, async |db, url| {
    library(&db, url).await?;
    let rows: Vec<(String, Option<String>, Option<String>)> = Author::query()
        .left_join(Boss::table, Boss.id.eq(Author::boss_id))
        .left_join(Grand::table, Grand.id.eq(Boss.boss_id))
        .order_by(Author::id)
        .select((Author::name, Boss.name, Grand.name))
        .all(&db)
        .await?;
    let hand = "select a.name, b.name, g.name from authors a left join authors b on b.id = a.boss_id \
                left join authors g on g.id = b.boss_id order by a.id";
    assert_eq!(rows, by_hand(&db, url, hand).await);
    Ok::<_, Error>(())
});

db_test!(what_an_outer_join_may_null_is_optional_in_expressions, async |db, url| {
    library(&db, url).await?;
    let rows: Vec<(bool, Option<i64>, i64, String)> = Author::query()
        .left_join(Book::table, Book::author_id.eq(Author::id))
        .order_by((Author::id, Book::id))
        .select((
            Book::id.is_null(),
            Book::pages + 1_i64,
            Book::pages.coalesce(0_i64),
            Book::title.coalesce(Author::name),
        ))
        .all(&db)
        .await?;
    assert_eq!(rows.last(), Some(&(true, None, 0, "Dan%".to_owned())));
    assert_eq!(rows[0], (false, Some(121), 120, "Notes".to_owned()));
    Ok::<_, Error>(())
});
