//! Plans.

use orm_core::Error;
use orm_core::prelude::*;
use orm_tests::db_test;

use super::{Thing, ThingPatch, table};

db_test!(a_plan_names_what_is_read_and_nothing_runs, async |db| {
    table(&db).await?;
    let plan = Thing::query().filter(Thing::name.eq("two")).explain(&db).await?;
    assert!(plan.mentions("things"), "{plan}");
    assert_eq!(plan.to_string(), plan.text());
    let plan = Thing::query().select(Thing::id).union(Thing::query().select(Thing::id)).explain(&db).await?;
    assert!(plan.mentions("things"), "{plan}");
    let plan = Thing::delete().filter(Thing::name.eq("one")).explain(&db).await?;
    assert!(plan.mentions("things"), "{plan}");
    Thing::update().set(Thing::name, "x").all_rows().explain(&db).await?;
    Thing::insert(new!(Thing { id: 9, name: "nine" })).explain(&db).await?;
    let plan = sql("select * from things where name = ").bind("one").explain(&db).await?;
    assert!(plan.mentions("things"), "{plan}");
    assert_eq!(Thing::query().filter(Thing::name.eq("x").or(Thing::id.eq(9))).count(&db).await?, 0);
    assert_eq!(Thing::query().count(&db).await?, 3);
    Ok::<_, Error>(())
});

db_test!(what_is_prepared_or_takes_several_statements_has_a_plan, async |db| {
    table(&db).await?;
    let query = prepare(|name: Param<String>| Thing::query().filter(Thing::name.eq(name)));
    let plan = query.bind("one").explain(&db).await?;
    assert!(plan.mentions("things"), "{plan}");
    assert_eq!(query.bind("one").all(&db).await?.len(), 1);
    let change = prepare(|name: Param<String>| Thing::update().set(Thing::name, name).all_rows());
    let plan = change.bind("x").explain(&db).await?;
    assert!(plan.mentions("things"), "{plan}");
    let patch = ThingPatch { name: Some("x".to_owned()) };
    let plan = Thing::update_many(Thing::id, [(1, patch.clone()), (2, patch)]).explain(&db).await?;
    assert!(plan.mentions("things"), "{plan}");
    let nothing = Thing::update_many(Thing::id, Vec::<(i32, ThingPatch)>::new()).explain(&db).await?;
    assert_eq!(nothing.text(), "nothing to do");
    assert_eq!(Thing::query().filter(Thing::name.eq("x")).count(&db).await?, 0);
    Ok::<_, Error>(())
});

db_test!(plans_as_documents, [Postgres, Mysql], async |db| {
    table(&db).await?;
    let plan = Thing::query().filter(Thing::id.eq(1)).explain_json(&db).await?;
    let document: serde_json::Value = serde_json::from_str(plan.text()).expect("a JSON document");
    assert!(document.to_string().contains("things"), "{document}");
    Ok::<_, Error>(())
});

db_test!(an_analyzed_query_tells_its_rows, [Postgres, Mysql], async |db| {
    table(&db).await?;
    let plan = Thing::query().filter(Thing::id.gt(1)).explain_analyze(&db).await?;
    assert!(plan.mentions("rows"), "{plan}");
    Ok::<_, Error>(())
});

db_test!(an_analyzed_change_is_undone, [Postgres], async |db| {
    table(&db).await?;
    let plan = Thing::delete().all_rows().explain_analyze(&db).await?;
    assert!(plan.mentions("Delete on things"), "{plan}");
    assert_eq!(Thing::query().count(&db).await?, 3);
    db.transaction(async |tx| {
        Thing::delete().filter(Thing::id.eq(1)).execute(tx).await?;
        Thing::update().set(Thing::name, "x").all_rows().returning().explain_analyze(tx).await?;
        assert_eq!(Thing::query().filter(Thing::name.eq("x")).count(tx).await?, 0);
        Ok::<_, Error>(())
    })
    .await?;
    assert_eq!(Thing::query().count(&db).await?, 2);
    Ok::<_, Error>(())
});
