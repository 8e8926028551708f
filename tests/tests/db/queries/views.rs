//! Views as sources of queries, and materialized ones that are refreshed.

use orm_core::prelude::*;
use orm_core::{Error, dialect::Database};
use orm_tests::db_test;
use orm_tests::tables::create;

use super::kept_view_schema::{DaySales, Sale};
use super::view_schema::{GrownWriter, Text, TextCount, Writer};

orm_core::alias!(Older = GrownWriter as "older");

/// Ada (36) with two texts, Bob (of no age) with one, Cleo (17) and Dan (20) with none.
async fn writers<D: Database>(db: &Db<D>, url: &str) -> Result<(), Error> {
    create::<D>(url, "tests/db/queries/view_schema.rs").await;
    for (id, name, age) in
        [(1, "Ada", Some(36)), (2, "Bob", None), (3, "Cleo", Some(17)), (4, "Dan", Some(20))]
    {
        Writer::insert(new!(Writer { id, name, age })).execute(db).await?;
    }
    for (writer_id, title) in [(1, "Notes"), (1, "Engines"), (2, "Songs")] {
        Text::insert(new!(Text { writer_id, title })).execute(db).await?;
    }
    Ok(())
}

fn grown(id: i32, name: &str, age: i32) -> GrownWriter {
    GrownWriter { id, name: name.to_owned(), age: Some(age), is_new: false }
}

db_test!(a_view_is_read_like_a_table, async |db, url| {
    writers(&db, url).await?;
    let all = GrownWriter::query().order_by(GrownWriter::name.desc()).all(&db).await?;
    assert_eq!(all, [grown(4, "Dan", 20), grown(1, "Ada", 36)]);
    assert_eq!(GrownWriter::query().filter(GrownWriter::age.gt(30)).one(&db).await?, grown(1, "Ada", 36));
    assert_eq!(GrownWriter::query().count(&db).await?, 2);
    Ok::<_, Error>(())
});

db_test!(a_view_over_a_view_is_joined_with_tables, async |db, url| {
    writers(&db, url).await?;
    let counts = TextCount::query().order_by(TextCount::writer_id).all(&db).await?;
    assert_eq!(counts, [TextCount { writer_id: 1, texts: 2 }, TextCount { writer_id: 4, texts: 0 }]);
    let rows: Vec<(String, Option<i64>)> = Writer::query()
        .left_join(TextCount::table, TextCount::writer_id.eq(Writer::id))
        .order_by(Writer::id)
        .select((Writer::name, TextCount::texts))
        .all(&db)
        .await?;
    let expected = [("Ada", Some(2)), ("Bob", None), ("Cleo", None), ("Dan", Some(0))];
    assert_eq!(rows, expected.map(|(name, texts)| (name.to_owned(), texts)));
    Ok::<_, Error>(())
});

db_test!(a_view_is_read_twice_under_an_alias, async |db, url| {
    writers(&db, url).await?;
    let pairs: Vec<(GrownWriter, String)> = GrownWriter::query()
        .join(Older::table, Older.age.gt(GrownWriter::age))
        .select((GrownWriter::table, Older.name))
        .all(&db)
        .await?;
    assert_eq!(pairs, [(grown(4, "Dan", 20), "Ada".to_owned())]);
    Ok::<_, Error>(())
});

db_test!(a_materialized_view_shows_what_there_was_when_it_was_refreshed, [Postgres], async |db, url| {
    create::<Postgres>(url, "tests/db/queries/kept_view_schema.rs").await;
    for day in [1, 1, 2] {
        Sale::insert(new!(Sale { day })).execute(&db).await?;
    }
    let read = || DaySales::query().order_by(DaySales::day).all(&db);
    assert!(read().await.is_err(), "it was made without rows");
    DaySales::refresh().execute(&db).await?;
    let first = [DaySales { day: 1, sales: 2 }, DaySales { day: 2, sales: 1 }];
    assert_eq!(read().await?, first);

    Sale::insert(new!(Sale { day: 2 })).execute(&db).await?;
    assert_eq!(read().await?, first);
    db.transaction(async |tx| DaySales::refresh().concurrently().execute(tx).await).await?;
    assert_eq!(read().await?, [DaySales { day: 1, sales: 2 }, DaySales { day: 2, sales: 2 }]);

    DaySales::refresh().with_no_data().execute(&db).await?;
    assert!(read().await.is_err(), "it let go of its rows");
    Ok::<_, Error>(())
});
