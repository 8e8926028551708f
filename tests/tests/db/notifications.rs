//! Messages between sessions of PostgreSQL.

use std::time::{Duration, Instant};

use futures_util::StreamExt;
use orm_core::prelude::*;
use orm_core::{Channel, Db, Error, ErrorKind, Heard, Listening};
use orm_tests::db_test;
use serde::{Deserialize, Serialize};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, PgPool};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Job {
    id: i64,
    note: String,
}

static TEXTS: Channel<String> = Channel::new("it's \"a\" channel; ünï");

db_test!(what_is_sent_is_heard_when_its_transaction_commits, [Postgres], async |db| {
    let jobs = Channel::<Json<Job>>::named("jobs");
    let job = |id| Json(Job { id, note: "it's \"new\"\n🦀".to_owned() });
    let mut heard = jobs.listen(&db).await?;
    let undone = db.transaction(async |tx| {
        jobs.notify(tx, &job(1)).await?;
        Err::<(), _>(Error::new(ErrorKind::NotFound, "undone"))
    });
    assert!(undone.await.is_err());
    db.transaction(async |tx| {
        jobs.notify(tx, &job(2)).await?;
        jobs.notify(tx, &job(2)).await?;
        jobs.notify(tx, &job(3)).await
    })
    .await?;
    jobs.notify(&db, &job(4)).await?;
    for id in [2, 3, 4] {
        assert_eq!(next(&mut heard).await?, Heard::Payload(job(id)));
    }
    Ok::<_, Error>(())
});

db_test!(channels_and_payloads_are_any_text, [Postgres], async |db| {
    let mut heard = TEXTS.listen(&db).await?;
    for text in ["", "'; drop table t; --", "\\", "$1", "ünï🦀", &"x".repeat(7999)] {
        TEXTS.notify(&db, &text.to_owned()).await?;
        assert_eq!(next(&mut heard).await?, Heard::Payload(text.to_owned()));
    }
    let error = TEXTS.notify(&db, &"secret".repeat(2000)).await.expect_err("it is too long");
    assert!(matches!(error.kind(), ErrorKind::InvalidValue { .. }), "{error:?}");
    assert!(!error.to_string().contains("secret"), "{error}");
    let error = TEXTS.notify(&db, &"a\0b".to_owned()).await.expect_err("no NUL in a text");
    assert!(matches!(error.kind(), ErrorKind::InvalidValue { .. }), "{error:?}");
    Ok::<_, Error>(())
});

db_test!(a_payload_of_another_shape_is_an_error_and_the_next_is_heard, [Postgres], async |db| {
    let mut heard = Channel::<Json<Job>>::new("jobs").listen(&db).await?;
    Channel::<String>::new("jobs").notify(&db, &"secret".to_owned()).await?;
    Channel::<Json<Job>>::new("jobs").notify(&db, &Json(Job { id: 1, note: String::new() })).await?;
    let error = next(&mut heard).await.expect_err("it is no job");
    assert_eq!(error.kind(), &ErrorKind::Decode { column: "jobs".to_owned() });
    assert!(!error.to_string().contains("secret"), "{error}");
    assert!(matches!(next(&mut heard).await?, Heard::Payload(Json(Job { id: 1, .. }))));
    Ok::<_, Error>(())
});

db_test!(a_connection_that_breaks_is_opened_again_and_tells_the_gap, [Postgres], async |db| {
    let mut heard = TEXTS.listen(&db).await?;
    for round in 0..2 {
        assert_eq!(end_listeners(&db).await?, 1, "in round {round}");
        assert_eq!(next(&mut heard).await?, Heard::Gap);
        TEXTS.notify(&db, &"again".to_owned()).await?;
        assert_eq!(next(&mut heard).await?, Heard::Payload("again".to_owned()));
    }
    Ok::<_, Error>(())
});

db_test!(a_server_that_lets_nobody_in_is_asked_less_and_less_often, [Postgres], async |db, url| {
    let mut heard = TEXTS.listen(&db).await?;
    let options: PgConnectOptions = url.parse().expect("a URL");
    let name = options.get_database().expect("each test has a database").to_owned();
    let server =
        PgPool::connect_with(options.database("postgres")).await.expect("the database of each server");
    let admit = async |admits: bool| {
        let text = format!("alter database \"{name}\" with allow_connections {admits}");
        sqlx::raw_sql(AssertSqlSafe(text)).execute(&server).await.expect("a database of ours");
    };
    admit(false).await;
    assert_eq!(end_listeners(&db).await?, 1);
    for pause in [0, 250, 500].map(Duration::from_millis) {
        let begun = Instant::now();
        next(&mut heard).await.expect_err("nobody is let in");
        let waited = begun.elapsed();
        assert!(waited >= pause, "{waited:?} instead of {pause:?}");
    }
    admit(true).await;
    assert_eq!(next(&mut heard).await?, Heard::Gap);
    TEXTS.notify(&db, &"again".to_owned()).await?;
    assert_eq!(next(&mut heard).await?, Heard::Payload("again".to_owned()));
    Ok::<_, Error>(())
});

db_test!(a_name_that_no_channel_can_have_is_refused_before_anything_is_sent, [Postgres], async |db| {
    let (db, log) = db.recording();
    for name in [String::new(), "x".repeat(64), "ü".repeat(32), "a\0b".to_owned()] {
        let channel = Channel::<String>::named(name);
        let listened = channel.listen(&db).await.expect_err("no such channel");
        let notified = channel.notify(&db, &String::new()).await.expect_err("no such channel");
        for error in [listened, notified] {
            assert_eq!(error.kind(), &ErrorKind::InvalidValue { column: None, field: None }, "{channel:?}");
        }
    }
    log.assert_count(0);
    let longest = Channel::<String>::named("ü".repeat(31) + "x");
    let mut heard = longest.listen(&db).await?;
    longest.notify(&db, &"there".to_owned()).await?;
    assert_eq!(next(&mut heard).await?, Heard::Payload("there".to_owned()));
    Ok::<_, Error>(())
});

db_test!(what_listens_may_be_dropped_on_any_thread, [Postgres], async |db| {
    let heard = TEXTS.listen(&db).await?;
    std::thread::spawn(move || drop(heard)).join().expect("nothing panics outside of the runtime");
    let ended = async {
        while count_listeners(&db).await? > 0 {}
        Ok::<_, Error>(())
    };
    tokio::time::timeout(Duration::from_secs(20), ended).await.expect("its connection is closed")
});

/// How many connections listen, or did so last.
async fn count_listeners(db: &Db<Postgres>) -> Result<i64, Error> {
    sql("select count(*) from pg_stat_activity \
         where datname = current_database() and query similar to '(UN)?LISTEN%'")
    .scalar(db)
    .await
}

/// Ends the connections that listen, and says how many.
async fn end_listeners(db: &Db<Postgres>) -> Result<i64, Error> {
    sql("select count(pg_terminate_backend(pid)) from pg_stat_activity \
         where datname = current_database() and query like 'LISTEN%'")
    .scalar(db)
    .await
}

/// What is heard next; it fails after a while in which nothing is.
async fn next<T>(heard: &mut Listening<T>) -> Result<Heard<T>, Error> {
    let next = tokio::time::timeout(Duration::from_secs(20), heard.next()).await;
    next.expect("something is heard").expect("a stream without an end")
}
