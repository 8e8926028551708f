//! Logs of statements, slow and repeated ones.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use orm_core::prelude::*;
use orm_core::{Error, ErrorKind};
use orm_tests::db_test;

use super::{Thing, table};

db_test!(a_log_holds_what_ran_on_its_handle, async |db| {
    table(&db).await?;
    let (recorded, log) = db.recording();
    let names: Vec<String> = Thing::query().select(Thing::name).all(&recorded).await?;
    assert_eq!(names.len(), 3);
    Thing::query().count(&db).await?;
    recorded.transaction(async |tx| Thing::delete().filter(Thing::id.gt(1)).execute(tx).await).await?;
    log.assert_count(2);
    log.assert_no_repeats();
    let statements = log.take();
    assert_eq!(log.count(), 0);
    let told: Vec<_> = statements
        .iter()
        .map(|statement| (&*statement.operation, statement.table.as_deref(), statement.rows, statement.is_ok))
        .collect();
    assert_eq!(told, [("SELECT", Some("things"), 3, true), ("DELETE", Some("things"), 2, true)]);
    Ok::<_, Error>(())
});

db_test!(a_statement_run_twice_is_a_repeat, async |db| {
    table(&db).await?;
    let (recorded, log) = db.recording();
    for id in 1..=2 {
        Thing::query().filter(Thing::id.eq(id)).one(&recorded).await?;
    }
    assert_eq!(log.repeated(), [(log.texts()[0].clone(), 2)]);
    let failure = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| log.assert_no_repeats()));
    let message = *failure.expect_err("it fails the test").downcast::<String>().expect("a message");
    assert!(message.contains("2 times: select"), "{message}");
    let failure = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| log.assert_count(1)));
    let message = *failure.expect_err("it fails the test").downcast::<String>().expect("a message");
    assert!(message.starts_with("expected 1 statements, but 2 ran:\n  select"), "{message}");
    Ok::<_, Error>(())
});

db_test!(listeners_are_told_what_went_wrong, async |db| {
    table(&db).await?;
    let kinds = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&kinds);
    let counted = Arc::new(Mutex::new(0));
    let count = Arc::clone(&counted);
    let db = db
        .on_statement(move |event| {
            told.lock()
                .expect("no test panics with it")
                .push((event.summary.to_owned(), event.error.cloned()));
        })
        .on_statement(move |_| *count.lock().expect("no test panics with it") += 1);
    sql("insert into things values (1, 'again')").execute(&db).await.expect_err("the key exists");
    let first = Thing::query().order_by(Thing::id).one(&db).await?;
    assert_eq!(first, Thing { id: 1, name: "one".to_owned() });
    let kinds = std::mem::take(&mut *kinds.lock().expect("no test panics with it"));
    assert_eq!(kinds[0].0, "INSERT things");
    assert!(matches!(kinds[0].1, Some(ErrorKind::UniqueViolation(_))), "{kinds:?}");
    assert_eq!(kinds[1], ("SELECT things".to_owned(), None));
    assert_eq!(*counted.lock().expect("no test panics with it"), 2);
    Ok::<_, Error>(())
});

db_test!(slow_statements_are_counted, async |db| {
    table(&db).await?;
    let patient = db.slow_after(Duration::from_hours(1));
    Thing::query().all(&patient).await?;
    assert_eq!(patient.slow_statements(), 0);
    let hasty = db.slow_after(Duration::ZERO);
    Thing::query().all(&hasty).await?;
    hasty.clone().transaction(async |tx| Thing::query().count(tx).await).await?;
    assert_eq!(hasty.slow_statements(), 2);
    assert_eq!(db.slow_statements(), 0);
    Ok::<_, Error>(())
});
