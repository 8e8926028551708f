//! Updates and deletes that join what they read.

use orm_core::Error;
use orm_core::prelude::*;
use orm_tests::{db_test, tables::by_hand};

use super::family;
use super::schema::{Letter, Paper, Person};

alias!(Writer = Person as "writer");
alias!(Other = Letter as "other");

db_test!(an_update_joins_what_it_reads, async |db, url| {
    family(&db, url).await?;
    // Each child gets the name of a letter of the parent's, and the age of who wrote it.
    let update = Person::update()
        .from(Letter::table)
        .join(Writer::table, Writer.id.eq(Letter::person_id).and(Letter::title.ne("second")))
        .set(Person::age, Writer.age)
        .set(Person::name, Person::name.concat(Letter::title))
        .filter(Writer.id.eq(Person::parent_id));
    assert_eq!(update.execute(&db).await?, 3);
    let sql = "select name, age from people order by id";
    let expected = [("Ada", Some(36)), ("Bobfirst", Some(36)), ("Cleofirst", Some(36)), ("Danthird", None)];
    let expected = expected.map(|(name, age)| (name.to_owned(), age));
    assert_eq!(by_hand::<_, (String, Option<i32>)>(&db, url, sql).await, expected);
    Ok::<_, Error>(())
});

db_test!(an_update_reads_what_has_no_partner, async |db, url| {
    family(&db, url).await?;
    // Who wrote letters of which none is the second.
    let update = Person::update()
        .from(Writer::table)
        .left_join(Letter::table, Letter::person_id.eq(Writer.id).and(Letter::title.eq("second")))
        .set(Person::age, Letter::id.coalesce(-1))
        .filter(Writer.id.eq(Person::id));
    assert_eq!(update.execute(&db).await?, 4);
    let ages = Person::query().order_by(Person::id).select(Person::age).all(&db).await?;
    assert_eq!(ages, [Some(2), Some(-1), Some(-1), Some(-1)]);
    Ok::<_, Error>(())
});

db_test!(sources_before_a_join_are_in_its_condition, async |db, url| {
    family(&db, url).await?;
    let update = Person::update()
        .from(Writer::table)
        .from(Letter::table)
        .join(Other::table, Other.person_id.eq(Writer.id).and(Other.id.gt(Letter::id)))
        .set(Person::name, Other.title)
        .filter(Writer.id.eq(Person::id).and(Letter::person_id.eq(Person::id)));
    assert_eq!(update.execute(&db).await?, 1);
    assert_eq!(
        Person::query().order_by(Person::id).select(Person::name).all(&db).await?,
        ["second", "Bob", "Cleo", "Dan"]
    );
    Ok::<_, Error>(())
});

db_test!(deleted_rows_are_no_partners, async |db, url| {
    family(&db, url).await?;
    Paper::insert_many([new!(Paper { title: "one" }), new!(Paper { title: "two" })]).execute(&db).await?;
    Paper::delete().filter(Paper::title.eq("one")).execute(&db).await?;
    let update = Person::update()
        .from(Letter::table)
        .left_join(Paper::table, Paper::id.eq(Letter::person_id))
        .set(Person::name, Paper::title.coalesce("none"))
        .filter(Letter::person_id.eq(Person::id).and(Letter::title.ne("second")));
    assert_eq!(update.execute(&db).await?, 2);
    let names = Person::query().order_by(Person::id).limit(2).select(Person::name).all(&db).await?;
    assert_eq!(names, ["none", "two"]);
    Ok::<_, Error>(())
});

db_test!(a_delete_joins_what_it_reads, [Postgres, Mysql], async |db, url| {
    family(&db, url).await?;
    let delete = Letter::delete()
        .using(Person::table)
        .left_join(Writer::table, Writer.id.eq(Person::parent_id))
        .filter(Person::id.eq(Letter::person_id).and(Writer.id.is_null()));
    assert_eq!(delete.execute(&db).await?, 2);
    let delete = Letter::delete()
        .using(Person::table)
        .join(Writer::table, Writer.id.eq(Person::parent_id))
        .filter(Person::id.eq(Letter::person_id));
    assert_eq!(delete.execute(&db).await?, 1);
    assert_eq!(Letter::query().count(&db).await?, 0);
    Ok::<_, Error>(())
});

db_test!(joined_columns_come_back, [Postgres], async |db, url| {
    family(&db, url).await?;
    let update = Person::update()
        .from(Letter::table)
        .left_join(Writer::table, Writer.id.eq(Letter::person_id).and(Writer.age.gt(18)))
        .set(Person::age, 1)
        .filter(Letter::person_id.eq(Person::id).and(Letter::title.ne("second")));
    let mut rows = update.returning_joined((Person::name, Letter::title, Writer.name)).all(&db).await?;
    rows.sort();
    let expected = [("Ada", "first", Some("Ada")), ("Bob", "third", None)];
    let owned =
        |(a, b, c): (&str, &str, Option<&str>)| (a.to_owned(), b.to_owned(), c.map(ToOwned::to_owned));
    assert_eq!(rows, expected.map(owned));
    Ok::<_, Error>(())
});
