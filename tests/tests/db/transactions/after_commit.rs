//! Work that is done once a transaction is committed, and never otherwise.

use std::sync::{Arc, Mutex};

use orm_core::Error;
use orm_core::dialect::Database;
use orm_core::prelude::*;
use orm_tests::db_test;

use super::{Failed, add, rows, sized, table};

type Told = Arc<Mutex<Vec<&'static str>>>;

fn tell<D: Database>(tx: &Tx<D>, told: &Told, what: &'static str) {
    let told = Arc::clone(told);
    tx.after_commit(async move || told.lock().expect("nobody panics with it").push(what));
}

db_test!(it_is_done_in_order_after_the_commit, async |db| {
    table(&db).await?;
    let told = Told::default();
    db.transaction(async |tx| {
        tell(tx, &told, "first");
        add(tx, 1).await?;
        tx.transaction(async |inner| {
            tell(inner, &told, "second");
            Ok::<_, Error>(())
        })
        .await?;
        tell(tx, &told, "third");
        assert!(told.lock().expect("nobody panics with it").is_empty());
        Ok::<_, Error>(())
    })
    .await?;
    assert_eq!(*told.lock().expect("nobody panics with it"), ["first", "second", "third"]);
    Ok::<_, Error>(())
});

db_test!(what_is_rolled_back_does_none, async |db| {
    table(&db).await?;
    let told = Told::default();
    let failed = async |tx: &Tx<_>| {
        tell(tx, &told, "no");
        add(tx, 1).await?;
        Err::<(), _>(Failed::OnPurpose)
    };
    assert!(matches!(db.transaction(failed).await, Err(Failed::OnPurpose)));
    let tx = db.begin().await?;
    tell(&tx, &told, "no");
    tx.rollback().await?;
    let tx = db.begin().await?;
    tell(&tx, &told, "no");
    drop(tx);
    assert!(rows(&db).await?.is_empty());
    assert!(told.lock().expect("nobody panics with it").is_empty());
    Ok::<_, Error>(())
});

db_test!(a_savepoint_that_is_rolled_back_takes_its_work_along, async |db| {
    let told = Told::default();
    db.transaction(async |tx| {
        tell(tx, &told, "outer");
        let result = tx
            .transaction(async |inner| {
                tell(inner, &told, "undone");
                // Kept, and then undone by what is around it.
                inner
                    .transaction(async |innermost| {
                        tell(innermost, &told, "undone");
                        Ok::<_, Error>(())
                    })
                    .await?;
                Err::<(), _>(Failed::OnPurpose)
            })
            .await;
        assert!(matches!(result, Err(Failed::OnPurpose)));
        let dropped = tx.begin().await?;
        tell(&dropped, &told, "undone");
        drop(dropped);
        tx.transaction(async |inner| {
            tell(inner, &told, "inner");
            Ok::<_, Error>(())
        })
        .await
    })
    .await?;
    assert_eq!(*told.lock().expect("nobody panics with it"), ["outer", "inner"]);
    Ok::<_, Error>(())
});

db_test!(a_panic_in_it_hides_neither_the_commit_nor_the_rest, async |db| {
    table(&db).await?;
    let told = Told::default();
    let answer = db
        .transaction(async |tx| {
            tx.after_commit(async || panic!("a panic after a commit"));
            tell(tx, &told, "done");
            add(tx, 1).await?;
            Ok::<_, Error>(7)
        })
        .await?;
    assert_eq!((answer, rows(&db).await?), (7, vec![1]));
    assert_eq!(*told.lock().expect("nobody panics with it"), ["done"]);
    Ok::<_, Error>(())
});

db_test!(it_finds_the_connection_free, async |db, url| {
    table(&db).await?;
    let db = sized(&db, url, 1).await?;
    let other = db.clone();
    db.transaction(async |tx| {
        tx.after_commit(async move || add(&other, 2).await.expect("the connection is free"));
        add(tx, 1).await
    })
    .await?;
    assert_eq!(rows(&db).await?, [1, 2]);
    Ok::<_, Error>(())
});
