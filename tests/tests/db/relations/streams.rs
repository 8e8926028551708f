//! Streams of rows with their relations.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::future::try_join;
use futures_util::{StreamExt, TryStreamExt};
use orm_core::dialect::Database;
use orm_core::exec::Tagged;
use orm_core::prelude::*;
use orm_core::{Db, Error, PoolOptions};
use orm_tests::db_test;
use sqlx::postgres::PgPoolOptions;

use super::schema::{Comment, Post, User};
use super::{newsroom, tables};

/// 1,200 users, of whom each has two posts.
async fn crowd<D: Database>(db: &Db<D>, url: &str) -> Result<(), Error> {
    tables(db, url).await;
    User::insert_many((0..1_200).map(|id| new!(User { id, name: format!("user {id}") }))).execute(db).await?;
    let posts = (0..2_400).map(|id| new!(Post { id, author_id: id % 1_200, title: "t", stars: 0_i64 }));
    Post::insert_many(posts).execute(db).await?;
    Ok(())
}

/// `PoolOptions` of the database of `db`. Who waits for ever is told soon.
fn options<D: orm_core::exec::Driver>(_: &Db<D>) -> PoolOptions<D> {
    PoolOptions::new().acquire_timeout(Duration::from_secs(10))
}

macro_rules! users {
    () => {
        User::query().with(User::posts().order_by(Post::id).with(Post::comments())).order_by(User::id)
    };
}

/// Checks that each user of the crowd comes once, in order, with its own posts.
macro_rules! assert_crowd {
    ($users:expr) => {{
        let users = $users;
        assert_eq!(users.len(), 1_200);
        for (id, user) in (0..).zip(&users) {
            assert_eq!(user.id, id);
            assert_eq!(user.posts().iter().map(|post| post.id).collect::<Vec<_>>(), [id, id + 1_200]);
        }
    }};
}

db_test!(relations_are_read_for_a_chunk_of_rows, async |db, url| {
    crowd(&db, url).await?;
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    let counted = db.on_statement(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    let users: Vec<_> = users!().stream(&counted).try_collect().await?;
    assert_crowd!(users);
    assert_eq!(count.load(Ordering::Relaxed), 1 + 3 * 2, "three chunks, each with two levels");
    let none: Vec<_> = users!().filter(User::id.lt(0)).stream(&db).try_collect().await?;
    assert!(none.is_empty());
    Ok::<_, Error>(())
});

db_test!(a_transaction_streams_on_its_connection, async |db, url| {
    crowd(&db, url).await?;
    db.transaction(async |tx| {
        Comment::insert(new!(Comment { id: 1, post_id: 0, text: "unseen" })).execute(tx).await?;
        let users: Vec<_> = users!().stream(tx).try_collect().await?;
        assert_eq!(users[0].posts()[0].comments()[0].text, "unseen");
        assert_crowd!(users);
        let mut left = users!().stream(tx);
        assert!(left.next().await.is_some());
        let refused = User::query().count(tx).await.unwrap_err();
        assert!(refused.to_string().contains("stream"), "{refused}");
        drop(left);
        assert_eq!(User::query().count(tx).await?, 1_200);
        Ok::<_, Error>(())
    })
    .await
});

db_test!(a_pool_of_one_connection_streams_relations, async |db, url| {
    crowd(&db, url).await?;
    let narrow = options(&db).size(1).connect(url).await?;
    let users: Vec<_> = users!().stream(&narrow).try_collect().await?;
    assert_crowd!(users);
    narrow.close().await;
    Ok::<_, Error>(())
});

db_test!(a_stream_that_is_dropped_frees_its_connections, async |db, url| {
    crowd(&db, url).await?;
    let narrow = options(&db).size(2).connect(url).await?;
    for _ in 0..3 {
        let mut users = users!().stream(&narrow);
        assert_eq!(users.next().await.transpose()?.map(|user| user.id), Some(0));
    }
    assert_eq!(User::query().count(&narrow).await?, 1_200);
    narrow.close().await;
    Ok::<_, Error>(())
});

db_test!(a_stream_that_ends_frees_its_connections, async |db, url| {
    crowd(&db, url).await?;
    let narrow = options(&db).size(2).connect(url).await?;
    let mut users = users!().stream(&narrow);
    assert_eq!(users.next().await.transpose()?.map(|user| user.id), Some(0));
    assert_eq!(narrow.pool_status().in_use, 2);
    while users.next().await.transpose()?.is_some() {}
    let again: Vec<_> = users!().stream(&narrow).try_collect().await?;
    assert_crowd!(again);
    drop(users);
    narrow.close().await;
    Ok::<_, Error>(())
});

db_test!(streams_do_not_wait_for_each_other, async |db, url| {
    crowd(&db, url).await?;
    for size in 1..4 {
        let narrow = options(&db).size(size).connect(url).await?;
        let all = || users!().stream(&narrow).try_collect::<Vec<_>>();
        let (some, others) = try_join(all(), all()).await?;
        assert_crowd!(some);
        assert_crowd!(others);
        narrow.close().await;
    }
    Ok::<_, Error>(())
});

db_test!(streams_over_a_pool_of_sqlx_do_not_wait_for_each_other, [Postgres], async |db, url| {
    crowd(&db, url).await?;
    for size in 1..4 {
        let pool = PgPoolOptions::new().max_connections(size).acquire_timeout(Duration::from_secs(10));
        let borrowed = Db::<Postgres>::from(pool.connect(url).await.expect("a pool"));
        let mut users = users!().stream(&borrowed);
        assert_eq!(users.next().await.transpose()?.map(|user| user.id), Some(0));
        assert_eq!(borrowed.pool_status().in_use, size.min(2), "the second is opened for it");
        drop(users);
        let all = || users!().stream(&borrowed).try_collect::<Vec<_>>();
        let (some, others) = try_join(all(), all()).await?;
        assert_crowd!(some);
        assert_crowd!(others);
    }
    Ok::<_, Error>(())
});

db_test!(a_stream_beside_a_transaction_does_not_wait_for_it, async |db, url| {
    crowd(&db, url).await?;
    let narrow = options(&db).size(2).connect(url).await?;
    let beside = narrow.detached();
    narrow
        .transaction(async |tx| {
            Comment::insert(new!(Comment { id: 1, post_id: 0, text: "unseen" })).execute(tx).await?;
            let users: Vec<_> = users!().stream(&beside).try_collect().await?;
            assert!(users[0].posts()[0].comments().is_empty());
            assert_crowd!(users);
            Ok::<_, Error>(())
        })
        .await?;
    narrow.close().await;
    Ok::<_, Error>(())
});

db_test!(relations_are_read_from_the_replica_of_their_rows, async |db, url| {
    crowd(&db, url).await?;
    let near = options(&db).size(2).connect(url).await?;
    let far = options(&db).size(1).connect(url).await?;
    let both = Db::with_replicas(db.clone(), [near.clone(), far.clone()]);
    let mut users = users!().stream(&both);
    assert_eq!(users.next().await.transpose()?.map(|user| user.id), Some(0));
    assert_eq!((near.pool_status().in_use, far.pool_status().in_use), (2, 0));
    drop(users);
    for replica in [near, far] {
        let alone = Db::with_replicas(db.clone(), [replica.clone()]);
        let users: Vec<_> = users!().stream(&alone).try_collect().await?;
        assert_crowd!(users);
        replica.close().await;
    }
    Ok::<_, Error>(())
});

db_test!(all_statements_of_a_tagged_stream_are_tagged, async |db, url| {
    crowd(&db, url).await?;
    let narrow = options(&db).size(2).connect(url).await?;
    let (recorded, log) = narrow.recording();
    let mut users = users!().stream(Tagged::new(&recorded, "job", "export"));
    assert_eq!(users.next().await.transpose()?.map(|user| user.id), Some(0));
    assert_eq!(narrow.pool_status().in_use, 2);
    assert_eq!(users.try_collect::<Vec<_>>().await?.len(), 1_199);
    log.assert_count(1 + 3 * 2);
    let texts = log.texts();
    assert!(texts.iter().all(|text| text.ends_with(" /*job='export'*/")), "{texts:?}");
    narrow.close().await;
    Ok::<_, Error>(())
});

#[derive(Debug, PartialEq, Projection)]
#[projection(from = Post)]
struct Thread {
    title: String,
    #[projection(with = Post::comments().order_by(Comment::id))]
    comments: Vec<Line>,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(from = Comment)]
struct Line {
    text: String,
}

db_test!(a_tree_is_streamed, async |db, url| {
    newsroom(&db, url).await?;
    let threads = Post::query().order_by(Post::id).select(Thread::SELECT).stream(&db);
    let threads: Vec<(String, usize)> =
        threads.map_ok(|thread| (thread.title, thread.comments.len())).try_collect().await?;
    let expected = [("Notes", 3), ("Engines", 1), ("Songs", 0), ("Letters", 1)];
    assert_eq!(threads, expected.map(|(title, comments)| (title.to_owned(), comments)));
    Ok::<_, Error>(())
});
