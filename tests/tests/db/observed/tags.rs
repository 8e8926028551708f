//! Tags behind statements.

use orm_core::Error;
use orm_core::exec::Tagged;
use orm_core::prelude::*;
use orm_tests::db_test;

use super::{Thing, table};

db_test!(tags_are_sent_behind_the_statement, async |db| {
    table(&db).await?;
    let (recorded, log) = db.recording();
    let tagged = recorded.tag("route", "/things").tag("app", "it's");
    Thing::query().select(Thing::id).all(&tagged).await?;
    tagged
        .transaction(async |tx| {
            sql("select 1;").execute(tx.tag("route", "/inner").tag("job", "a")).await?;
            sql("select 2").execute(tx).await
        })
        .await?;
    let texts = log.texts();
    assert!(texts[0].ends_with(" /*app='it%27s',route='%2Fthings'*/"), "{texts:?}");
    assert_eq!(texts[1], "select 1 /*app='it%27s',job='a',route='%2Finner'*/");
    assert_eq!(texts[2], "select 2 /*app='it%27s',route='%2Fthings'*/");
    Ok::<_, Error>(())
});

db_test!(hostile_tags_change_nothing, async |db| {
    table(&db).await?;
    for hostile in ["*/ or 1=1 --", "'; drop table things; --", "\\", "\0", "/*", "?", "$1", "`\"", "é\n#"] {
        let tagged = db.tag(hostile, hostile);
        let by_id = Thing::query().filter(Thing::id.eq(2)).select(Thing::name);
        assert_eq!(by_id.all(&tagged).await?, ["two"], "{hostile:?}");
        let found: i64 = sql("select count(*) from things -- all").scalar(&tagged).await?;
        assert_eq!(found, 3, "{hostile:?}");
    }
    Ok::<_, Error>(())
});

db_test!(prepared_queries_and_rows_are_the_same_with_tags, async |db| {
    table(&db).await?;
    let by_id = prepare(|id: Param<i32>| Thing::query().filter(Thing::id.eq(id)).select(Thing::name));
    for round in 0..5 {
        let tagged = db.tag("round", round.to_string());
        assert_eq!(by_id.bind(3).one(&tagged).await?, "three");
        assert_eq!(Thing::query().count(&tagged).await?, 3);
    }
    Ok::<_, Error>(())
});

db_test!(connections_of_sqlx_take_tags, [Sqlite], async |_db, url| {
    use sqlx::Connection;

    let mut connection = sqlx::SqliteConnection::connect(url).await.expect("a connection");
    let one: i64 = sql("select 1").scalar(Tagged::new(&mut connection, "a", "b")).await?;
    assert_eq!(one, 1);
    Ok::<_, Error>(())
});
