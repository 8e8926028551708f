//! Streams of rows with their relations.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::{StreamExt, TryStreamExt};
use orm_core::dialect::Database;
use orm_core::prelude::*;
use orm_core::{Db, Error, PoolOptions};
use orm_tests::db_test;

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

/// `PoolOptions` of the database of `db`.
fn options<D: orm_core::exec::Driver>(_: &Db<D>) -> PoolOptions<D> {
    PoolOptions::new()
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
