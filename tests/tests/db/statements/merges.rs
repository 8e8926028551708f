//! MERGE, held against what is in the table afterwards.

use orm_core::prelude::*;
use orm_core::{Error, ErrorKind};
use orm_tests::{db_test, tables::by_hand};

use super::family;
use super::schema::{Letter, Paper, Person};

#[derive(Debug, PartialEq, Projection)]
#[projection(from = Person, name = "wanted")]
struct Wanted {
    id: i32,
    name: String,
    age: Option<i32>,
}

db_test!(rows_are_brought_in_line, [Postgres], async |db, url| {
    family(&db, url).await?;
    let rows =
        [(1, "Ada L", Some(37)), (2, "", None), (3, "same", Some(17)), (9, "Eve", Some(5)), (10, "", None)];
    let wanted = Wanted::values(rows.map(|(id, name, age)| (id, name.to_owned(), age)));
    let merge = Person::merge(wanted, Wanted::id.eq(Person::id))
        .when_matched()
        .filter(Wanted::name.eq(""))
        .delete()
        .when_matched()
        .filter(Wanted::age.is_not_distinct_from(Person::age))
        .do_nothing()
        .when_matched()
        .update(|person| person.set(Person::name, Wanted::name).set(Person::age, Wanted::age))
        .when_not_matched()
        .filter(Wanted::name.ne(""))
        .insert(|person| {
            person.set(Person::id, Wanted::id).set(Person::name, Wanted::name).set(Person::age, Wanted::age)
        });
    let plan = merge.clone().explain(&db).await?;
    assert!(plan.mentions("Merge on people"), "{plan}");
    assert_eq!(merge.execute(&db).await?, 3);
    let sql = "select id, name, age from people order by id";
    let expected = [(1, "Ada L", Some(37)), (3, "Cleo", Some(17)), (4, "Dan", Some(36)), (9, "Eve", Some(5))];
    let expected = expected.map(|(id, name, age)| (id, name.to_owned(), age));
    assert_eq!(by_hand::<_, (i32, String, Option<i32>)>(&db, url, sql).await, expected);
    Ok::<_, Error>(())
});

db_test!(a_merge_reads_a_named_query_and_marks_what_it_deletes, [Postgres], async |db, url| {
    family(&db, url).await?;
    let paper = |title: &str| new!(Paper { title });
    Paper::insert_many([paper("one"), paper("two"), paper("three")]).execute(&db).await?;
    let old = Person::query().filter(Person::age.gt(18)).select(Wanted::SELECT);
    let merge = Paper::merge(Wanted::cte(old), Wanted::id.eq(Paper::id))
        .when_matched()
        .delete()
        .when_not_matched()
        .insert(|paper| paper.set(Paper::title, Wanted::name.concat("'s")));
    assert_eq!(merge.execute(&db).await?, 2);
    let there = Paper::query().order_by(Paper::id).select(Paper::title).all(&db).await?;
    assert_eq!(there, ["two", "three", "Dan's"]);
    let (is_marked, revision) = by_hand::<_, (bool, i32)>(
        &db,
        url,
        "select deleted_at is not null, revision from papers where title = 'one'",
    )
    .await
    .remove(0);
    assert!(is_marked);
    assert_eq!(revision, 2, "a marked row has a new version");
    Ok::<_, Error>(())
});

db_test!(a_merge_leaves_out_deleted_rows_of_its_source, [Postgres], async |db, url| {
    family(&db, url).await?;
    Paper::insert_many([new!(Paper { title: "one" }), new!(Paper { title: "two" })]).execute(&db).await?;
    Paper::delete().filter(Paper::title.eq("one")).execute(&db).await?;
    let merge = Person::merge(Paper::table, Paper::id.eq(Person::id))
        .when_matched()
        .update(|person| person.set(Person::name, Paper::title));
    assert_eq!(merge.execute(&db).await?, 1);
    let names = Person::query().order_by(Person::id).select(Person::name).all(&db).await?;
    assert_eq!(names, ["Ada", "two", "Cleo", "Dan"]);
    Ok::<_, Error>(())
});

db_test!(a_merge_of_nothing_is_not_sent_and_an_error_names_the_column, [Postgres], async |db, url| {
    family(&db, url).await?;
    let is_own = || Letter::person_id.eq(Person::id);
    assert_eq!(Person::merge(Letter::table, is_own()).execute(&db).await?, 0);
    let merge = Person::merge(Letter::table, is_own())
        .when_matched()
        .update(|person| person)
        .when_not_matched()
        .insert(|person| person.set(Person::name, Letter::title));
    assert_eq!(merge.execute(&db).await?, 0);
    Letter::insert(new!(Letter { person_id: 9, title: "Ada" })).execute(&db).await?;
    let merge = Person::merge(Letter::table, is_own())
        .when_not_matched()
        .insert(|person| person.set(Person::id, 9).set(Person::name, Letter::title));
    let error = merge.execute(&db).await.expect_err("the name is taken");
    assert!(
        matches!(error.kind(), ErrorKind::UniqueViolation(violation) if violation.columns == ["name"]),
        "{error:?}"
    );
    Ok::<_, Error>(())
});
