//! Every condition: the rows it keeps are those that the same condition keeps when it is written by hand.

use orm_core::Error;
use orm_core::dialect::Database;
use orm_core::expr::{Expr, In, PerRow, Uses};
use orm_core::prelude::*;
use orm_core::types::Nullness;
use orm_core::{Db, expr::any_of};
use orm_tests::db_test;
use orm_tests::tables::by_hand;

use super::library;
use super::schema::{Author, AuthorKind, Book};

/// The authors for which the condition holds are those of the condition written by hand.
async fn same<D: Database, N: Nullness, U: Uses<D, (In<Author>,), P> + PerRow, P>(
    db: &Db<D>,
    url: &str,
    condition: Expr<bool, N, U>,
    hand: &str,
) -> Result<(), Error> {
    let found: Vec<i32> =
        Author::query().filter(condition).order_by(Author::id).select(Author::id).all(db).await?;
    let query = format!("select id from authors where {hand} order by id");
    let expected: Vec<(i32,)> = by_hand(db, url, &query).await;
    let expected: Vec<i32> = expected.into_iter().map(|(id,)| id).collect();
    assert_eq!(found, expected, "{hand}");
    Ok(())
}

db_test!(comparisons, async |db, url| {
    library(&db, url).await?;
    same(&db, url, Author::id.eq(2), "id = 2").await?;
    same(&db, url, Author::name.eq("Ada"), "name = 'Ada'").await?;
    same(&db, url, Author::name.eq(&"Ada".to_owned()), "name = 'Ada'").await?;
    same(&db, url, Author::age.ne(36), "age <> 36").await?;
    same(&db, url, Author::rating.gt(2.0), "rating > 2.0").await?;
    same(&db, url, Author::rating.ge(2.0), "rating >= 2.0").await?;
    same(&db, url, Author::rating.lt(2.0), "rating < 2.0").await?;
    same(&db, url, Author::rating.le(2.0), "rating <= 2.0").await?;
    same(&db, url, Author::boss_id.lt(Author::id), "boss_id < id").await?;
    same(&db, url, Author::kind.eq(AuthorKind::Poet), "kind = 'poet'").await?;
    same(&db, url, Author::is_active.eq(true), "is_active = true").await?;
    let born: chrono::NaiveDate = "1900-01-01".parse().expect("a day");
    same(&db, url, Author::born.lt(born), "born < '1900-01-01'").await?;
    let joined: chrono::DateTime<chrono::Utc> = "2026-01-03T00:00:00Z".parse().expect("a time");
    same(&db, url, Author::joined_at.ge(joined), "id >= 3").await
});

db_test!(ranges_and_null, async |db, url| {
    library(&db, url).await?;
    same(&db, url, Author::age.between(17, 20), "age between 17 and 20").await?;
    same(&db, url, Author::age.between(Author::id, 20), "age between id and 20").await?;
    same(&db, url, !Author::age.between(17, 20), "not (age between 17 and 20)").await?;
    same(&db, url, Author::age.is_null(), "age is null").await?;
    same(&db, url, Author::age.is_not_null(), "age is not null").await?;
    same(&db, url, Author::age.is_distinct_from(36), "age <> 36 or age is null").await?;
    same(&db, url, Author::age.is_not_distinct_from(36), "age = 36").await?;
    let same_boss = Author::boss_id.is_not_distinct_from(Author::boss_id);
    same(&db, url, same_boss, "1 = 1").await
});

db_test!(logic, async |db, url| {
    library(&db, url).await?;
    let (young, active) = (Author::age.lt(20), Author::is_active.eq(true));
    same(&db, url, young.clone().and(active.clone()), "age < 20 and is_active").await?;
    same(&db, url, young.clone().or(active.clone()), "age < 20 or is_active").await?;
    same(&db, url, !young.clone(), "not (age < 20)").await?;
    same(&db, url, !young.clone().or_false(), "age >= 20 or age is null").await?;
    let mixed = young.clone().or(Author::id.eq(4)).and(active.clone()).or(Author::id.eq(2));
    same(&db, url, mixed, "((age < 20 or id = 4) and is_active) or id = 2").await?;
    same(&db, url, !(young.clone().and(active.clone())), "not (age < 20 and is_active)").await?;
    same(&db, url, all_of([Author::id.gt(1), Author::id.lt(4)]), "id > 1 and id < 4").await?;
    same(&db, url, any_of([Author::id.eq(1), Author::id.eq(4)]), "id = 1 or id = 4").await?;
    same(&db, url, all_of(Vec::from([Author::id.gt(1)]).split_off(1)), "1 = 1").await?;
    same(&db, url, any_of(Vec::from([Author::id.gt(1)]).split_off(1)), "1 = 0").await
});

db_test!(conditions_of_different_types_in_one_list, async |db, url| {
    library(&db, url).await?;
    let any = |age: Option<i32>, name: &str| {
        let mut any = vec![Author::name.starts_with(name).boxed(), Author::boss_id.is_null().boxed()];
        any.extend(age.map(|age| Author::age.lt(age).boxed()));
        any
    };
    let found = |conditions| Author::query().filter(conditions).order_by(Author::id).select(Author::id);
    assert_eq!(found(any_of(any(None, "D"))).all(&db).await?, [1, 4]);
    assert_eq!(found(any_of(any(Some(20), "B"))).all(&db).await?, [1, 2, 3]);
    assert_eq!(found(all_of(any(Some(40), "A"))).all(&db).await?, [1]);
    // A column of truth values is a condition too, and so is what is made of a boxed one.
    let active = all_of([Author::is_active.boxed(), !Author::name.eq("Ada").boxed()]);
    assert_eq!(found(active.or(Author::id.eq(2)).boxed()).all(&db).await?, [2, 3, 4]);
    let removed = Book::delete().filter(any_of([Book::price.is_null().boxed(), Book::stock.eq(0).boxed()]));
    let removed = removed.filter_opt(Some(Book::pages.lt(50_i64))).filter_opt(None::<Nothing>);
    assert_eq!(removed.execute(&db).await?, 2);
    Ok::<_, Error>(())
});

/// No condition.
type Nothing = Expr<bool, orm_core::types::NotNull, ()>;

db_test!(patterns, async |db, url| {
    library(&db, url).await?;
    same(&db, url, Author::name.like("%o%"), "name like '%o%'").await?;
    same(&db, url, Author::name.like("_o_"), "name = 'Bob'").await?;
    same(&db, url, !Author::name.like("%o%"), "name not like '%o%'").await?;
    same(&db, url, Author::name.contains("%"), "id = 4").await?;
    same(&db, url, Author::name.contains("_"), "1 = 0").await?;
    same(&db, url, Author::name.starts_with("C"), "id = 3").await?;
    same(&db, url, Author::name.ends_with("n%"), "id = 4").await?;
    let titles = Book::query().filter(Book::title.ends_with("_2")).select(Book::id).all(&db).await?;
    assert_eq!(titles, [4]);
    Ok::<_, Error>(())
});

db_test!(ilike_ignores_case, [Postgres], async |db, url| {
    library(&db, url).await?;
    same(&db, url, Author::name.ilike("a%"), "name ilike 'a%'").await
});

db_test!(filters_that_are_not_there, async |db, url| {
    library(&db, url).await?;
    let by = |age: Option<i32>, name: Option<&str>| {
        Author::query()
            .filter_opt(age.map(|age| Author::age.eq(age)))
            .filter_opt(name.map(|name| Author::name.contains(name)))
            .order_by(Author::id)
            .select(Author::id)
    };
    assert_eq!(by(None, None).all(&db).await?, [1, 2, 3, 4]);
    assert_eq!(by(Some(36), None).all(&db).await?, [1, 4]);
    assert_eq!(by(Some(36), Some("a")).all(&db).await?.last(), Some(&4));
    assert_eq!(by(None, Some("leo")).all(&db).await?, [3]);
    let mut query = Author::query();
    for name in ["o", "b"] {
        query = query.filter(Author::name.contains(name));
    }
    assert_eq!(query.select(Author::id).all(&db).await?, [2]);
    Ok::<_, Error>(())
});
