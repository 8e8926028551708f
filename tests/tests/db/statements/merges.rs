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

db_test!(a_merge_does_not_mark_a_row_again, [Postgres], async |db, url| {
    family(&db, url).await?;
    Paper::insert_many([new!(Paper { title: "one" }), new!(Paper { title: "two" })]).execute(&db).await?;
    Paper::delete().filter(Paper::title.eq("one")).execute(&db).await?;
    let all = || Paper::merge(Person::table, Person::id.eq(Paper::id)).when_matched();
    assert_eq!(
        all().delete().when_matched().update(|paper| paper.set(Paper::title, "x")).execute(&db).await?,
        2
    );
    let sql = "select title, revision, deleted_at is null from papers order by id";
    let expected = [("x".to_owned(), 3, false), ("two".to_owned(), 2, false)];
    assert_eq!(by_hand::<_, (String, i32, bool)>(&db, url, sql).await, expected);
    // What stands behind a clause for all rows is never reached.
    let merge = all().update(|paper| paper.set(Paper::title, "y")).when_matched().delete();
    assert_eq!(merge.execute(&db).await?, 2);
    Ok::<_, Error>(())
});

db_test!(a_merge_reads_a_recursive_query, [Postgres], async |db, url| {
    family(&db, url).await?;
    let tree = Wanted::recursive(Person::query().filter(Person::id.eq(2)).select(Wanted::SELECT), |tree| {
        Person::query().join(tree, Person::parent_id.eq(Wanted::id)).select(Wanted::SELECT)
    });
    let merge = Letter::merge(tree, Wanted::id.eq(Letter::person_id))
        .when_matched()
        .update(|letter| letter.set(Letter::title, Wanted::name))
        .when_not_matched()
        .insert(|letter| letter.set(Letter::person_id, Wanted::id).set(Letter::title, "new"));
    assert_eq!(merge.execute(&db).await?, 2);
    let rows = Letter::query().filter(Letter::person_id.gt(1)).order_by(Letter::person_id);
    let rows = rows.select((Letter::person_id, Letter::title)).all(&db).await?;
    assert_eq!(rows, [(2, "Bob".to_owned()), (4, "new".to_owned())]);
    Ok::<_, Error>(())
});

#[cfg(feature = "newest_postgres")]
db_test!(a_merge_sees_what_its_source_lacks, [Postgres], async |db, url| {
    family(&db, url).await?;
    Paper::insert_many([new!(Paper { title: "1" }), new!(Paper { title: "2" }), new!(Paper { title: "3" })])
        .execute(&db)
        .await?;
    Paper::delete().filter(Paper::title.eq("3")).execute(&db).await?;
    let merge = Paper::merge(Letter::table, Letter::id.eq(Paper::id).and(Letter::id.eq(1)))
        .when_not_matched_by_source()
        .delete();
    assert_eq!(merge.execute(&db).await?, 1, "the third is deleted already");
    assert_eq!(Paper::query().select(Paper::title).all(&db).await?, ["1"]);
    let merge = Letter::merge(Paper::table, Paper::id.eq(Letter::id)).when_not_matched_by_source().delete();
    assert_eq!(merge.execute(&db).await?, 2);
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
