//! Arrays of PostgreSQL.

use orm_core::Error;
use orm_core::prelude::*;
use orm_tests::db_test;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "lists")]
struct List {
    #[column(primary_key)]
    id: i32,
    tags: Vec<String>,
    numbers: Option<Vec<i32>>,
}

db_test!(arrays_are_searched_and_extended, [Postgres], async |db, url| {
    orm_tests::tables::create::<Postgres>(url, "tests/db/queries/arrays.rs").await;
    let tags = |tags: &[&str]| tags.iter().map(|&tag| tag.to_owned()).collect::<Vec<_>>();
    let rows = [
        new!(List { id: 1, tags: tags(&["a", "b"]), numbers: vec![1, 2, 3] }),
        new!(List { id: 2, tags: tags(&["b'\\", "c\""]) }),
        new!(List { id: 3, tags: tags(&[]), numbers: vec![] }),
    ];
    List::insert_many(rows).execute(&db).await?;
    let ids = || List::query().order_by(List::id).select(List::id);
    assert_eq!(ids().filter(List::tags.array_contains(tags(&["b"]))).all(&db).await?, [1]);
    assert_eq!(ids().filter(List::tags.array_contained_in(tags(&["a", "b", "c"]))).all(&db).await?, [1, 3]);
    assert_eq!(ids().filter(List::tags.array_overlaps(tags(&["b", "b'\\"]))).all(&db).await?, [1, 2]);
    assert_eq!(ids().filter(List::tags.array_has("c\"")).all(&db).await?, [2]);
    assert_eq!(ids().filter(List::numbers.array_has(List::id)).all(&db).await?, [1]);
    let row = List::query()
        .order_by(List::id)
        .select((List::tags.array_length(), List::numbers.array_length(), List::numbers.array_append(9)))
        .all(&db)
        .await?;
    assert_eq!(row[0], (2, Some(3), Some(vec![1, 2, 3, 9])));
    // As in SQL: what is added to no array is an array, which the type does not know.
    assert_eq!((row[1].0, row[1].1), (2, None));
    assert_eq!(row[2], (0, Some(0), Some(vec![9])));
    Ok::<_, Error>(())
});

db_test!(arrays_are_taken_apart, [Postgres], async |db, url| {
    orm_tests::tables::create::<Postgres>(url, "tests/db/queries/arrays.rs").await;
    let tags = |tags: &[&str]| tags.iter().map(|&tag| tag.to_owned()).collect::<Vec<_>>();
    let rows = [
        new!(List { id: 1, tags: tags(&["a", "b", "a"]), numbers: vec![1, 2, 3] }),
        new!(List { id: 2, tags: tags(&[]) }),
    ];
    List::insert_many(rows).execute(&db).await?;
    let row = List::query()
        .filter(List::id.eq(1))
        .select((
            (List::tags.array_element(2), List::tags.array_element(9), List::numbers.array_element(List::id)),
            List::tags.array_remove("a"),
            List::tags.array_replace("a", "c"),
            (List::tags.array_position("b"), List::tags.array_position("z")),
            List::tags.array_prepend("z"),
            List::numbers.array_concat(vec![4]),
            List::tags.array_to_text("-"),
            List::tags.array_to_text("-").split("-"),
        ))
        .one(&db)
        .await?;
    assert_eq!(row.0, (Some("b".to_owned()), None, Some(1)));
    assert_eq!((row.1, row.2), (tags(&["b"]), tags(&["c", "b", "c"])));
    assert_eq!((row.3, row.4), ((Some(2), None), tags(&["z", "a", "b", "a"])));
    assert_eq!((row.5, row.6, row.7), (Some(vec![1, 2, 3, 4]), "a-b-a".to_owned(), tags(&["a", "b", "a"])));
    Ok::<_, Error>(())
});

db_test!(arrays_are_compared_with_and_collected, [Postgres], async |db, url| {
    orm_tests::tables::create::<Postgres>(url, "tests/db/queries/arrays.rs").await;
    let list = |id, numbers: Option<Vec<i32>>| NewList { id, tags: vec![format!("t{id}")], numbers };
    List::insert_many([list(1, Some(vec![1, 5])), list(2, Some(vec![9])), list(3, None)])
        .execute(&db)
        .await?;
    let ids = || List::query().order_by(List::id).select(List::id);
    assert_eq!(ids().filter(List::id.eq_any(List::numbers)).all(&db).await?, [1]);
    assert_eq!(ids().filter(List::id.lt_all(List::numbers)).all(&db).await?, [2]);
    assert_eq!(ids().filter(List::id.ge_any(vec![2, 7])).all(&db).await?, [2, 3]);
    let all = List::query()
        .select((
            array_agg(List::id, List::id.desc()),
            array_agg(List::id, ()).filter_where(List::id.gt(9)),
            any_value(List::tags).is_not_null(),
        ))
        .one(&db)
        .await?;
    assert_eq!(all, (Some(vec![Some(3), Some(2), Some(1)]), None, true));
    Ok::<_, Error>(())
});
