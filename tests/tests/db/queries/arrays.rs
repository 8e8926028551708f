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
