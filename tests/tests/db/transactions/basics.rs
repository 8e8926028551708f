//! What transactions keep and what they undo.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use futures_util::{FutureExt, StreamExt, future, stream::BoxStream};
use orm_core::dialect::Database;
use orm_core::exec::{Executor, Request, stream};
use orm_core::types::{Cells, DecodeError};
use orm_core::{Db, Error, ErrorKind};
use orm_tests::db_test;

use super::{Failed, add, insert, rows, table};

db_test!(what_returns_ok_is_kept, async |db| {
    table(&db).await?;
    let answer = db
        .transaction(async |tx| {
            add(tx, 1).await?;
            add(tx, 2).await?;
            Ok::<_, Error>(rows(tx).await?.len())
        })
        .await?;
    assert_eq!(answer, 2);
    assert_eq!(rows(&db).await?, [1, 2]);
    Ok::<_, Error>(())
});

db_test!(what_returns_an_error_is_undone, async |db| {
    table(&db).await?;
    let result = db
        .transaction(async |tx| {
            add(tx, 1).await?;
            Err::<(), _>(Failed::OnPurpose)
        })
        .await;
    assert!(matches!(result, Err(Failed::OnPurpose)));
    assert!(rows(&db).await?.is_empty());
    Ok::<_, Error>(())
});

db_test!(what_panics_is_undone, async |db| {
    table(&db).await?;
    let work = db.transaction(async |tx| {
        add(tx, 1).await?;
        assert!(rows(tx).await?.is_empty(), "a panic inside a transaction");
        Ok::<_, Error>(())
    });
    assert!(AssertUnwindSafe(work).catch_unwind().await.is_err());
    assert!(rows(&db).await?.is_empty());
    Ok::<_, Error>(())
});

db_test!(a_nested_transaction_is_a_savepoint, async |db| {
    table(&db).await?;
    db.transaction(async |tx| {
        add(tx, 1).await?;
        let undone = tx
            .transaction(async |inner| {
                add(inner, 2).await?;
                inner.transaction(async |innermost| add(innermost, 3).await).await?;
                Err::<(), _>(Failed::OnPurpose)
            })
            .await;
        assert!(matches!(undone, Err(Failed::OnPurpose)));
        tx.transaction(async |inner| add(inner, 4).await).await?;
        Ok::<_, Error>(())
    })
    .await?;
    assert_eq!(rows(&db).await?, [1, 4]);
    Ok::<_, Error>(())
});

db_test!(a_dropped_nested_transaction_is_undone, async |db| {
    table(&db).await?;
    db.transaction(async |tx| {
        add(tx, 1).await?;
        let inner = tx.begin().await?;
        add(&inner, 2).await?;
        drop(inner);
        add(tx, 3).await
    })
    .await?;
    assert_eq!(rows(&db).await?, [1, 3]);
    Ok::<_, Error>(())
});

db_test!(an_outer_transaction_waits_for_the_nested_one, async |db| {
    table(&db).await?;
    let tx = db.begin().await?;
    let inner = tx.begin().await?;
    let error = add(&tx, 1).await.expect_err("a nested transaction is open");
    assert_eq!(error.kind(), &ErrorKind::Transaction);
    assert_eq!(
        error.to_string(),
        "a nested transaction is open; run the statement on the nested one, or after it has ended"
    );
    inner.commit().await?;
    add(&tx, 1).await?;
    tx.rollback().await?;
    assert!(rows(&db).await?.is_empty());
    Ok::<_, Error>(())
});

db_test!(a_nested_transaction_does_not_outlive_the_outer_one, async |db| {
    table(&db).await?;
    let tx = db.begin().await?;
    let inner = tx.begin().await?;
    drop(tx);
    let error = add(&inner, 1).await.expect_err("the transaction has ended");
    assert_eq!(error.to_string(), "the transaction has ended");
    assert!(rows(&db).await?.is_empty());
    Ok::<_, Error>(())
});

db_test!(a_swallowed_error_is_no_silent_rollback, [Postgres], async |db| {
    table(&db).await?;
    let result = db
        .transaction(async |tx| {
            add(tx, 1).await?;
            assert!(add(tx, 1).await.is_err(), "the key exists");
            Ok::<_, Error>(())
        })
        .await;
    let error = result.expect_err("PostgreSQL keeps nothing of it");
    assert_eq!(error.kind(), &ErrorKind::Transaction);
    assert!(rows(&db).await?.is_empty());
    Ok::<_, Error>(())
});

db_test!(a_failed_statement_in_a_savepoint_can_be_recovered_from, async |db| {
    table(&db).await?;
    db.transaction(async |tx| {
        add(tx, 1).await?;
        assert!(tx.transaction(async |inner| add(inner, 1).await).await.is_err(), "the key exists");
        add(tx, 2).await
    })
    .await?;
    assert_eq!(rows(&db).await?, [1, 2]);
    Ok::<_, Error>(())
});

db_test!(several_statements_of_a_lease_are_one, async |db| {
    table(&db).await?;
    {
        let mut lease = (&db).lease().await?;
        lease.begin().await?;
        lease.execute(insert(1)).await?;
        // Dropped before it is committed.
    }
    assert!(rows(&db).await?.is_empty());
    let tx = db.begin().await?;
    add(&tx, 1).await?;
    {
        let mut lease = (&tx).lease().await?;
        lease.begin().await?;
        lease.execute(insert(2)).await?;
    }
    add(&tx, 3).await?;
    tx.commit().await?;
    assert_eq!(rows(&db).await?, [1, 3]);
    Ok::<_, Error>(())
});

db_test!(statements_at_once_take_turns, async |db| {
    table(&db).await?;
    db.transaction(async |tx| {
        future::try_join_all((1..=20).map(|id| add(tx, id))).await?;
        Ok::<_, Error>(())
    })
    .await?;
    assert_eq!(rows(&db).await?.len(), 20);
    Ok::<_, Error>(())
});

db_test!(a_stream_yields_rows_and_frees_its_connection, async |db| {
    table(&db).await?;
    db.transaction(async |tx| {
        for id in 1..=300 {
            add(tx, id).await?;
        }
        Ok::<_, Error>(())
    })
    .await?;
    let all = Request::new("select id from t order by id", vec![]);
    let ids: BoxStream<'_, Result<i32, Error>> = stream(&db, all.clone(), id);
    let ids: Vec<i32> = ids.map(|id| id.expect("a row")).collect().await;
    assert_eq!(ids, (1..=300).collect::<Vec<_>>());
    let mut some = stream(&db, all, id);
    assert_eq!(some.next().await.transpose()?, Some(1));
    drop(some);
    assert_eq!(rows(&db).await?.len(), 300);
    Ok::<_, Error>(())
});

db_test!(a_statement_while_a_stream_is_read_is_an_error, async |db| {
    table(&db).await?;
    let tx = db.begin().await?;
    add(&tx, 1).await?;
    add(&tx, 2).await?;
    let mut ids = stream(&tx, Request::new("select id from t", vec![]), id);
    assert!(ids.next().await.transpose()?.is_some());
    let error = add(&tx, 3).await.expect_err("the stream holds the connection");
    assert_eq!(error.kind(), &ErrorKind::Transaction);
    drop(ids);
    add(&tx, 3).await?;
    tx.commit().await?;
    assert_eq!(rows(&db).await?, [1, 2, 3]);
    Ok::<_, Error>(())
});

db_test!(a_listener_hears_of_every_statement, async |db| {
    table(&db).await?;
    let heard = Arc::new(Mutex::new(Vec::new()));
    let rows_heard = Arc::new(AtomicU64::new(0));
    let (texts, count) = (Arc::clone(&heard), Arc::clone(&rows_heard));
    let listened = db.on_statement(move |event| {
        texts.lock().unwrap().push((event.text.to_owned(), event.is_ok));
        count.fetch_add(event.rows, Ordering::Relaxed);
    });
    listened.transaction(async |tx| add(tx, 7).await).await?;
    add(&listened, 7).await.expect_err("the key exists");
    rows(&listened).await?;
    let outcomes: Vec<bool> = heard.lock().unwrap().iter().map(|(_, is_ok)| *is_ok).collect();
    assert_eq!(outcomes, [true, false, true]);
    assert_eq!(rows_heard.load(Ordering::Relaxed), 2);
    Ok::<_, Error>(())
});

/// The future of a transaction can be spawned.
#[expect(dead_code, clippy::manual_async_fn, reason = "it is enough that it compiles, with this signature")]
fn transactions_are_send<D: Database>(
    db: Db<D>,
    name: String,
) -> impl Future<Output = Result<usize, Error>> + Send {
    async move {
        let borrowed = &name;
        db.transaction(async |tx| {
            add(tx, 1).await?;
            tx.transaction(async |inner| add(inner, 2).await).await?;
            Ok::<_, Error>(borrowed.len())
        })
        .await
    }
}

fn id(cells: &mut Cells<'_>) -> Result<i32, DecodeError> {
    cells.get()
}
