//! Set operations.

use orm_core::Error;
use orm_core::prelude::*;
use orm_tests::{db_test, tables::by_hand};

use super::family;
use super::schema::{Letter, Person};

db_test!(a_union_is_sorted_as_a_whole, async |db, url| {
    family(&db, url).await?;
    let rows = Person::query()
        .select((Person::id, Person::name))
        .union_all(Letter::query().select((Letter::person_id, Letter::title)))
        .order_by((Person::id.desc(), Person::name))
        .limit(5)
        .all(&db)
        .await?;
    let sql = "select id, name from people union all select person_id, title from letters order by 1 desc, 2 limit 5";
    assert_eq!(rows, by_hand::<_, (i32, String)>(&db, url, sql).await);
    assert_eq!(rows.len(), 5);
    Ok::<_, Error>(())
});

db_test!(operands_keep_their_own_limits, async |db, url| {
    family(&db, url).await?;
    let youngest = Person::query().select(Person::id).order_by(Person::id.desc()).limit(2);
    let rows = Person::query()
        .select(Person::id)
        .order_by(Person::id)
        .limit(3)
        .intersect(youngest)
        .union(Letter::query().select(Letter::id).filter(Letter::id.eq(1)))
        .order_by(Person::id)
        .all(&db)
        .await?;
    assert_eq!(rows, [1, 3]);
    let writers = Letter::query().select(Letter::person_id);
    let silent = Person::query().select(Person::id).except(writers).order_by(Person::id);
    let sql = "select id from people where id not in (select person_id from letters) order by id";
    let expected: Vec<i32> = by_hand::<_, (i32,)>(&db, url, sql).await.into_iter().map(|(id,)| id).collect();
    assert_eq!(silent.clone().all(&db).await?, expected);
    assert_eq!(silent.count(&db).await?, 2);
    Ok::<_, Error>(())
});

db_test!(nulls_of_a_whole_go_where_they_are_told, async |db, url| {
    family(&db, url).await?;
    let rows = Person::query()
        .select((Person::age, Person::name))
        .union(Person::query().select((Person::age, Person::name)))
        .order_by((Person::age.desc().nulls_first(), Person::name))
        .all(&db)
        .await?;
    let names: Vec<String> = rows.into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["Bob", "Ada", "Dan", "Cleo"]);
    Ok::<_, Error>(())
});

db_test!(all_keeps_what_is_there_twice, [Postgres, Mysql], async |db, url| {
    family(&db, url).await?;
    let writers = || Letter::query().select(Letter::person_id);
    let rows = writers().except_all(Person::query().select(Person::id)).all(&db).await?;
    assert_eq!(rows, [1]);
    let rows = writers().intersect_all(writers()).order_by(Letter::person_id).all(&db).await?;
    assert_eq!(rows, [1, 1, 2]);
    Ok::<_, Error>(())
});
