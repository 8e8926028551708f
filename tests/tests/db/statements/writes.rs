//! Inserts of queries, conflicts with conditions, updates and deletes that read other tables.

use orm_core::Error;
use orm_core::prelude::*;
use orm_tests::{db_test, tables::by_hand};

use super::family;
use super::schema::{Letter, Person};

db_test!(the_rows_of_a_query_are_inserted, async |db, url| {
    family(&db, url).await?;
    let adults = Person::query().filter(Person::age.ge(18)).select((Person::id, Person::name));
    let written = Letter::insert_from((Letter::person_id, Letter::title), adults).execute(&db).await?;
    assert_eq!(written, 2);
    let rows = Letter::query()
        .filter(Letter::id.gt(3))
        .order_by(Letter::person_id)
        .select((Letter::person_id, Letter::title))
        .all(&db)
        .await?;
    let sql = "select id, name from people where age >= 18 order by id";
    assert_eq!(rows, by_hand::<_, (i32, String)>(&db, url, sql).await);
    Ok::<_, Error>(())
});

alias!(Other = Person as "other");

db_test!(a_change_reads_the_table_that_it_changes, async |db, url| {
    family(&db, url).await?;
    let oldest = || Person::query().select(max(Person::age));
    let update = Person::update().set(Person::age, scalar(oldest())).filter(Person::age.is_null());
    assert_eq!(update.execute(&db).await?, 1);
    let parents =
        from(Other::table).filter(Other.parent_id.is_not_null()).select(Other.parent_id.coalesce(0));
    let marked = Person::update().set(Person::name, Person::name.concat("!")).filter(Person::id.in_(parents));
    assert_eq!(marked.execute(&db).await?, 2);
    let is_there = || exists(Person::query().filter(Person::name.eq("Bob!")));
    assert_eq!(Person::delete().filter(is_there().and(Person::id.eq(4))).execute(&db).await?, 1);
    let delete = Person::delete()
        .filter(Person::id.in_(Person::query().filter(Person::age.lt(36)).select(Person::id)));
    assert_eq!(delete.execute(&db).await?, 1);
    let rows = Person::query().order_by(Person::id).select((Person::name, Person::age)).all(&db).await?;
    assert_eq!(rows, [("Ada!".to_owned(), Some(36)), ("Bob!".to_owned(), Some(36))]);
    Ok::<_, Error>(())
});

db_test!(a_query_meets_a_conflict, [Postgres, Sqlite], async |db, url| {
    family(&db, url).await?;
    let again = Person::query().select((Person::id, Person::name));
    let insert = Person::insert_from((Person::id, Person::name), again);
    assert_eq!(insert.on_conflict(Person::id).do_nothing().execute(&db).await?, 0);
    Ok::<_, Error>(())
});

db_test!(a_conflict_changes_some_rows_only, [Postgres, Sqlite], async |db, url| {
    family(&db, url).await?;
    let older = |name: &str, age: i32| new!(Person { name, age });
    let changed = Person::insert_many([older("Ada", 20), older("Cleo", 20)])
        .on_conflict(Person::name)
        .do_update_where(Person::age, Person::age.lt(excluded(Person::age)))
        .returning_only(Person::name)
        .all(&db)
        .await?;
    assert_eq!(changed, ["Cleo"]);
    Ok::<_, Error>(())
});

db_test!(a_conflict_is_about_a_partial_index, [Postgres, Sqlite], async |db, url| {
    family(&db, url).await?;
    let index = "create unique index one_first on letters (person_id) where title = 'first'";
    sql(index).execute(&db).await?;
    let letter = new!(Letter { person_id: 1, title: "first" });
    let conflict = Letter::insert(letter).on_conflict(Letter::person_id);
    let written = conflict.index_filter(Letter::title.eq("first")).do_nothing().execute(&db).await?;
    assert_eq!(written, 0);
    Ok::<_, Error>(())
});

db_test!(an_update_takes_values_of_another_table, async |db, url| {
    family(&db, url).await?;
    let changed = Person::update()
        .from(Letter::table)
        .set(Person::name, Letter::title)
        .filter(Letter::person_id.eq(Person::id).and(Letter::id.eq(3)))
        .execute(&db)
        .await?;
    assert_eq!(changed, 1);
    let name = Person::query().filter(Person::id.eq(2)).select(Person::name).one(&db).await?;
    assert_eq!(name, "third");
    Ok::<_, Error>(())
});

db_test!(a_delete_reads_another_table, [Postgres, Mysql], async |db, url| {
    family(&db, url).await?;
    let removed = Letter::delete()
        .using(Person::table)
        .filter(Person::id.eq(Letter::person_id).and(Person::name.eq("Ada")))
        .execute(&db)
        .await?;
    assert_eq!((removed, Letter::query().count(&db).await?), (2, 1));
    Ok::<_, Error>(())
});

db_test!(a_delete_has_an_order_and_a_limit, [Mysql], async |db, url| {
    family(&db, url).await?;
    Letter::delete().all_rows().order_by(Letter::id.desc()).limit(2).execute(&db).await?;
    assert_eq!(Letter::query().select(Letter::id).all(&db).await?, [1]);
    Ok::<_, Error>(())
});
