//! Versions, and rows that are marked as deleted.

use orm_core::prelude::*;
use orm_core::{Error, ErrorKind};
use orm_tests::{db_test, tables::by_hand};

use super::family;
use super::schema::{Paper, Person};

db_test!(a_stale_row_is_not_changed, async |db, url| {
    family(&db, url).await?;
    let paper = Paper::insert(new!(Paper { title: "draft" })).one(&db).await?;
    let update = |title: &'static str| {
        Paper::update().set(Paper::title, title).filter(Paper::id.eq(paper.id)).expect_version(paper.revision)
    };
    assert_eq!(update("mine").execute(&db).await?, 1);
    let error = update("yours").execute(&db).await.expect_err("the version has been counted up");
    assert_eq!(error.kind(), &ErrorKind::Stale);
    let rows = by_hand::<_, (String, i32)>(&db, url, "select title, revision from papers").await;
    assert_eq!(rows, [("mine".to_owned(), 2)]);
    Ok::<_, Error>(())
});

db_test!(a_deleted_row_is_there_for_those_who_ask, async |db, url| {
    family(&db, url).await?;
    let paper = |title: &str| new!(Paper { title });
    Paper::insert_many([paper("one"), paper("two")]).execute(&db).await?;
    assert_eq!(Paper::delete().filter(Paper::title.eq("one")).execute(&db).await?, 1);
    assert_eq!(Paper::delete().filter(Paper::title.eq("one")).execute(&db).await?, 0);
    assert_eq!(Paper::query().select(Paper::title).all(&db).await?, ["two"]);
    assert_eq!(Paper::query().count(&db).await?, 1);
    assert_eq!(Paper::query().with_deleted().count(&db).await?, 2);
    let joined = Person::query()
        .left_join(Paper::table, Paper::id.eq(Person::id))
        .order_by(Person::id)
        .limit(2)
        .select(Paper::title)
        .all(&db)
        .await?;
    assert_eq!(joined, [None, Some("two".to_owned())]);
    assert_eq!(Paper::delete().all_rows().hard_delete().execute(&db).await?, 2);
    assert_eq!(Paper::query().with_deleted().count(&db).await?, 0);
    Ok::<_, Error>(())
});

db_test!(a_right_join_finds_no_deleted_row, async |db, url| {
    family(&db, url).await?;
    let paper = |title: &str| new!(Paper { title });
    Paper::insert_many([paper("one"), paper("two")]).execute(&db).await?;
    Paper::delete().filter(Paper::title.eq("one")).execute(&db).await?;
    let rows = Paper::query()
        .right_join(Person::table, Paper::id.eq(Person::id))
        .order_by(Person::id)
        .limit(2)
        .select((Person::name, Paper::title))
        .all(&db)
        .await?;
    assert_eq!(rows, [("Ada".to_owned(), None), ("Bob".to_owned(), Some("two".to_owned()))]);
    Ok::<_, Error>(())
});
