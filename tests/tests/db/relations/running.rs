//! What runs relations: terminals, pages, transactions; how many statements; how rows look as JSON.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use futures_util::TryStreamExt;
use orm_core::prelude::*;
use orm_core::{Error, ErrorKind};
use orm_tests::db_test;

use super::schema::{Comment, Post, Tag, User};
use super::{newsroom, tables};

db_test!(the_number_of_statements_follows_from_the_query, async |db, url| {
    newsroom(&db, url).await?;
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    let db = db.on_statement(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    let run = async |rows: i32| {
        count.store(0, Ordering::Relaxed);
        let users = User::query()
            .filter(User::id.le(rows))
            .with(User::posts().with(Post::comments()).with(Post::tags().limit(1)))
            .with(User::profile())
            .all(&db)
            .await?;
        Ok::<_, Error>((users.len(), count.load(Ordering::Relaxed)))
    };
    assert_eq!(run(1).await?, (1, 5));
    assert_eq!(run(4).await?, (4, 5));
    assert_eq!(run(0).await?, (0, 1), "nothing to load relations for");
    Ok::<_, Error>(())
});

db_test!(a_prepared_query_has_relations, async |db, url| {
    newsroom(&db, url).await?;
    let popular = prepare(|user: Param<i32>, stars: Param<i64>, texts: Param<Vec<String>>| {
        let comments = Post::comments().filter(Comment::text.not_in(texts)).order_by(Comment::id);
        let posts = User::posts().filter(Post::stars.ge(stars)).order_by(Post::id).limit(2).with(comments);
        User::query().filter(User::id.le(user)).order_by(User::id).with(posts).with(User::profile())
    });
    for (user, stars, left_out) in [
        (4, 1, vec![]),
        (4, 6, vec![]),
        (1, 2, vec![Comment::query().select(Comment::text).order_by(Comment::id).one(&db).await?]),
    ] {
        let (least, without) = (stars, left_out.clone());
        let comments = Post::comments().filter(Comment::text.not_in(without)).order_by(Comment::id);
        let posts = User::posts().filter(Post::stars.ge(least)).order_by(Post::id).limit(2).with(comments);
        let plain =
            User::query().filter(User::id.le(user)).order_by(User::id).with(posts).with(User::profile());
        let expected = serde_json::to_value(plain.all(&db).await?).expect("rows are JSON");
        let bound = || popular.bind((user, stars, left_out.clone()));
        let rows = bound().all(&db).await?;
        assert_eq!(rows.len(), usize::try_from(user).expect("a small number"));
        assert_eq!(serde_json::to_value(&rows).expect("rows are JSON"), expected);
        let streamed: Vec<_> = bound().stream(&db).try_collect().await?;
        assert_eq!(serde_json::to_value(&streamed).expect("rows are JSON"), expected);
        let first = bound().one(&db).await?;
        assert_eq!(serde_json::to_value(&first).expect("a row is JSON"), expected[0]);
        assert_eq!(bound().count(&db).await?, i64::from(user));
    }
    Ok::<_, Error>(())
});

db_test!(sorted_rows_come_by_their_key_first, async |db, url| {
    newsroom(&db, url).await?;
    let texts = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&texts);
    let db = db.on_statement(move |event| {
        heard.lock().expect("no test panics with it").push(event.text.replace('`', "\""));
    });
    User::query().with(User::posts().order_by(Post::stars.desc())).all(&db).await?;
    User::query().with(User::posts()).all(&db).await?;
    let texts = texts.lock().expect("no test panics with it");
    let order = r#" order by "posts"."author_id", "posts"."stars" desc"#;
    assert!(texts[1].ends_with(order), "{}", texts[1]);
    assert!(!texts[3].contains("order by"), "{}", texts[3]);
    Ok::<_, Error>(())
});

db_test!(one_row_with_its_relations, async |db, url| {
    newsroom(&db, url).await?;
    let ada = User::query().filter(User::id.eq(1)).with(User::posts().order_by(Post::id)).one(&db).await?;
    assert_eq!(ada.posts().iter().map(|post| post.id).collect::<Vec<_>>(), [1, 2, 3]);
    let nobody = User::query().filter(User::id.eq(9)).with(User::posts()).optional(&db).await?;
    assert!(nobody.is_none());
    let missing = User::query().filter(User::id.eq(9)).with(User::posts()).one(&db).await.unwrap_err();
    assert_eq!(*missing.kind(), ErrorKind::NotFound);
    let (row, _) = ada.into_parts();
    assert_eq!(row.name, "Ada");
    Ok::<_, Error>(())
});

db_test!(pages_with_relations, async |db, url| {
    newsroom(&db, url).await?;
    let page = Post::query()
        .with(Post::comments().order_by(Comment::id))
        .order_by(Post::id)
        .paginate(2, 3)
        .all(&db)
        .await?;
    assert_eq!((page.total, page.rows.len()), (4, 1));
    assert_eq!(page.rows[0].comments()[0].text, "dear");

    let first = Post::query().with(Post::author()).page_after(Post::id, None, 3).all(&db).await?;
    assert_eq!(first.rows.iter().map(|post| post.author().id).collect::<Vec<_>>(), [1, 1, 1]);
    let last =
        Post::query().with(Post::author()).page_after(Post::id, first.next.as_ref(), 3).all(&db).await?;
    assert_eq!(last.rows.iter().map(|post| post.author().id).collect::<Vec<_>>(), [2]);
    assert!(last.next.is_none());
    assert_eq!(Post::query().with(Post::author()).count(&db).await?, 4);
    assert!(Post::query().with(Post::author()).exists(&db).await?);
    Ok::<_, Error>(())
});

db_test!(relations_are_read_in_the_transaction, async |db, url| {
    newsroom(&db, url).await?;
    db.transaction(async |tx| {
        Post::insert(new!(Post { id: 5, author_id: 4, title: "New", stars: 0_i64 })).execute(tx).await?;
        let dan = User::query().filter(User::id.eq(4)).with(User::posts()).one(tx).await?;
        assert_eq!(dan.posts()[0].title, "New");
        Ok::<_, Error>(())
    })
    .await?;
    Ok::<_, Error>(())
});

db_test!(rows_with_relations_are_nested_json, async |db, url| {
    newsroom(&db, url).await?;
    let users = User::query()
        .filter(User::id.in_([2, 3]))
        .with(User::edited_posts().with(Post::tags().order_by(Tag::name)))
        .with(User::profile())
        .order_by(User::id)
        .all(&db)
        .await?;
    let json = serde_json::to_string(&users).expect("JSON");
    assert_eq!(
        json,
        r#"[{"id":2,"name":"Bob","bossId":1,"editedPosts":[{"id":1,"author_id":1,"editor_id":2,"title":"Notes","stars":5,"tags":[{"name":"rust"},{"name":"sql"}]}],"profile":null},"#
            .to_owned()
            + r#"{"id":3,"name":"Cleo","bossId":1,"editedPosts":[],"profile":{"id":11,"user_id":3,"motto":"write"}}]"#
    );
    assert!(format!("{:?}", users[0]).contains("editedPosts: ["), "Debug shows what was loaded");
    Ok::<_, Error>(())
});

db_test!(many_parents_are_one_statement, async |db, url| {
    tables(&db, url).await;
    let users = (0..2_000).map(|id| new!(User { id, name: format!("user {id}") }));
    User::insert_many(users).execute(&db).await?;
    let posts =
        (0..6_000).map(|id| new!(Post { id, author_id: id % 2_000, title: "t", stars: i64::from(id) }));
    Post::insert_many(posts).execute(&db).await?;
    let users = User::query()
        .with(User::posts().order_by(Post::id.desc()).limit(2))
        .order_by(User::id)
        .all(&db)
        .await?;
    for user in &users {
        let ids: Vec<i32> = user.posts().iter().map(|post| post.id).collect();
        assert_eq!(ids, [user.id + 4_000, user.id + 2_000]);
    }
    assert_eq!(users.len(), 2_000);
    Ok::<_, Error>(())
});
