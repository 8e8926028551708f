//! Statements that write beside others: in a WITH, with a WITH before them, and what only some tables take.

use orm_core::prelude::*;
use orm_core::{Error, ErrorKind};
use orm_tests::{db_test, tables::by_hand};

use super::family;
use super::schema::{Letter, Paper, PaperPatch, Person};

#[derive(Debug, PartialEq, Projection)]
#[projection(from = Letter, name = "moved")]
struct Moved {
    person_id: i32,
    title: String,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(from = Person, name = "grown")]
struct Grown {
    id: i32,
    name: String,
}

db_test!(removed_rows_are_inserted_elsewhere, [Postgres], async |db, url| {
    family(&db, url).await?;
    let removed = Letter::delete()
        .filter(Letter::person_id.eq(1))
        .returning_only((Letter::person_id + 10, Letter::title));
    let rows = from(Moved::written(removed)).select((Moved::person_id, Moved::title.upper()));
    let written = Letter::insert_from((Letter::person_id, Letter::title), rows).execute(&db).await?;
    assert_eq!(written, 2);
    let sql = "select person_id, title from letters order by id";
    let rows = by_hand::<_, (i32, String)>(&db, url, sql).await;
    assert_eq!(rows, [(2, "third".to_owned()), (11, "FIRST".to_owned()), (11, "SECOND".to_owned())]);
    Ok::<_, Error>(())
});

db_test!(inserted_and_changed_rows_are_read, [Postgres], async |db, url| {
    family(&db, url).await?;
    let letter = |title: &str| new!(Letter { person_id: 3, title });
    let inserted =
        Letter::insert_many([letter("x"), letter("y")]).returning_only((Letter::person_id, Letter::title));
    let rows = from(Moved::written(inserted))
        .join(Person::table, Person::id.eq(Moved::person_id))
        .order_by(Moved::title)
        .select((Person::name, Moved::title))
        .all(&db)
        .await?;
    assert_eq!(rows, [("Cleo".to_owned(), "x".to_owned()), ("Cleo".to_owned(), "y".to_owned())]);
    let changed = Person::update().set(Person::age, 18).filter(Person::age.eq(17));
    let grown = Grown::written(changed.returning_only((Person::id, Person::name)));
    assert_eq!(from(grown).all(&db).await?, [Grown { id: 3, name: "Cleo".to_owned() }]);
    // It is run although nothing reads it.
    let silent =
        Grown::written(Person::delete().filter(Person::id.eq(4)).returning_only((Person::id, Person::name)));
    assert_eq!(Letter::query().with_cte(silent).count(&db).await?, 5);
    let silent =
        Grown::written(Person::delete().filter(Person::id.eq(3)).returning_only((Person::id, Person::name)));
    let update = Letter::update().set(Letter::title, "").all_rows();
    assert_eq!(update.with_cte(silent.clone()).execute(&db).await?, 5);
    assert_eq!(Letter::delete().all_rows().with_cte(silent).execute(&db).await?, 5);
    assert_eq!(Person::query().count(&db).await?, 2);
    Ok::<_, Error>(())
});

db_test!(an_insert_reads_a_named_query, async |db, url| {
    family(&db, url).await?;
    let grown = Grown::cte(Person::query().filter(Person::age.ge(18)).select(Grown::SELECT));
    let rows = from(grown).select((Grown::name, Grown::id));
    assert_eq!(Letter::insert_from((Letter::title, Letter::person_id), rows).execute(&db).await?, 2);
    let sql = "select person_id, title from letters where id > 3 order by person_id";
    let rows = by_hand::<_, (i32, String)>(&db, url, sql).await;
    assert_eq!(rows, [(1, "Ada".to_owned()), (4, "Dan".to_owned())]);
    Ok::<_, Error>(())
});

db_test!(changes_and_removals_read_named_queries, [Postgres, Sqlite], async |db, url| {
    family(&db, url).await?;
    let grown = || Grown::cte(Person::query().filter(Person::age.ge(18)).select(Grown::SELECT));
    let update = Letter::update().from(grown()).set(Letter::title, Grown::name);
    assert_eq!(update.filter(Letter::person_id.eq(Grown::id)).execute(&db).await?, 2);
    let read = from(grown()).select(Grown::id);
    let delete = Letter::delete().filter(Letter::person_id.in_(read));
    assert_eq!(delete.returning_only(Letter::title).all(&db).await?, ["Ada", "Ada"]);
    Ok::<_, Error>(())
});

db_test!(columns_of_both_tables_come_back, [Postgres], async |db, url| {
    family(&db, url).await?;
    let update = Letter::update()
        .from(Person::table)
        .set(Letter::title, Person::name)
        .filter(Letter::person_id.eq(Person::id).and(Letter::id.eq(3)));
    let row = update.returning_joined((Letter::title, Person::age, Person::table)).one(&db).await?;
    assert_eq!((row.0.as_str(), row.1, row.2.id), ("Bob", None, 2));
    let delete = Letter::delete().using(Person::table).filter(Letter::person_id.eq(Person::id));
    let mut rows = delete.returning_joined((Letter::id, Person::name)).all(&db).await?;
    rows.sort();
    assert_eq!(rows, [(1, "Ada".to_owned()), (2, "Ada".to_owned()), (3, "Bob".to_owned())]);
    Ok::<_, Error>(())
});

db_test!(a_deleted_row_is_restored, async |db, url| {
    family(&db, url).await?;
    let paper = |title: &str| new!(Paper { title });
    Paper::insert_many([paper("one"), paper("two")]).execute(&db).await?;
    Paper::delete().filter(Paper::title.eq("one")).execute(&db).await?;
    assert_eq!(Paper::update().restore().all_rows().execute(&db).await?, 1);
    let rows = Paper::query().order_by(Paper::title).select((Paper::title, Paper::revision)).all(&db).await?;
    assert_eq!(rows, [("one".to_owned(), 3), ("two".to_owned(), 1)]);
    Ok::<_, Error>(())
});

db_test!(a_source_has_no_deleted_rows, async |db, url| {
    family(&db, url).await?;
    Paper::insert_many([new!(Paper { title: "one" }), new!(Paper { title: "two" })]).execute(&db).await?;
    Paper::delete().filter(Paper::title.eq("one")).execute(&db).await?;
    let update = Person::update().from(Paper::table).set(Person::name, Paper::title);
    assert_eq!(update.filter(Paper::id.eq(Person::id)).execute(&db).await?, 1);
    let names = Person::query().order_by(Person::id).limit(2).select(Person::name).all(&db).await?;
    assert_eq!(names, ["Ada", "two"]);
    Ok::<_, Error>(())
});

fn titled(title: &str) -> PaperPatch {
    PaperPatch { title: Some(title.to_owned()), ..PaperPatch::default() }
}

db_test!(many_changes_count_versions_and_pass_over_deleted_rows, async |db, url| {
    family(&db, url).await?;
    let paper = |title: &str| new!(Paper { title });
    Paper::insert_many([paper("one"), paper("two"), paper("three")]).execute(&db).await?;
    Paper::delete().filter(Paper::title.eq("three")).execute(&db).await?;
    let titles = || [(1, titled("1")), (2, titled("2")), (3, titled("3"))];
    assert_eq!(Paper::update_many(Paper::id, titles()).execute(&db).await?, 2);
    assert_eq!(Paper::update_many(Paper::id, titles()).with_deleted().execute(&db).await?, 3);
    let rows = by_hand::<_, (String, i32)>(&db, url, "select title, revision from papers order by id").await;
    assert_eq!(rows, [("1".to_owned(), 3), ("2".to_owned(), 3), ("3".to_owned(), 3)]);
    Ok::<_, Error>(())
});

db_test!(one_stale_row_keeps_the_others_as_they_are, async |db, url| {
    family(&db, url).await?;
    Paper::insert_many([new!(Paper { title: "one" }), new!(Paper { title: "two" })]).execute(&db).await?;
    let key = (Paper::id, Paper::revision);
    let changes = [((1, 1), titled("mine")), ((2, 1), titled("mine"))];
    assert_eq!(Paper::update_many(key, changes).expect_all().execute(&db).await?, 2);
    let changes = [((1, 2), titled("yours")), ((2, 1), titled("yours"))];
    let error = Paper::update_many(key, changes).expect_all().execute(&db).await.expect_err("one is stale");
    assert_eq!(error.kind(), &ErrorKind::Stale);
    assert_eq!(Paper::query().select(Paper::title).all(&db).await?, ["mine", "mine"]);
    Ok::<_, Error>(())
});

db_test!(a_table_is_emptied, async |db, url| {
    family(&db, url).await?;
    Letter::truncate().execute(&db).await?;
    assert_eq!(Letter::query().count(&db).await?, 0);
    Ok::<_, Error>(())
});

db_test!(an_emptied_table_counts_from_the_start, [Postgres], async |db, url| {
    family(&db, url).await?;
    let result = db
        .transaction(async |tx| {
            Letter::truncate().restart_identity().cascade().execute(tx).await?;
            let letter = Letter::insert(new!(Letter { person_id: 1, title: "new" })).one(tx).await?;
            assert_eq!(letter.id, 1);
            Err::<(), _>(Error::not_found("what undoes it"))
        })
        .await;
    result.expect_err("the transaction ends with an error");
    assert_eq!(Letter::query().count(&db).await?, 3);
    Ok::<_, Error>(())
});
