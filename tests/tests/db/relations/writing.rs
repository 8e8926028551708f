//! Rows written with rows of their relations, and rows connected.

use orm_core::prelude::*;
use orm_core::{Error, ErrorKind};
use orm_tests::db_test;

use super::newsroom;
use super::schema::{Comment, Post, Profile, Tag, User};

db_test!(a_row_is_written_with_rows_of_its_relations, async |db, url| {
    newsroom(&db, url).await?;
    let user = User::insert(new!(User { id: 9, name: "Eve" }))
        .with(
            User::posts()
                .insert(|user: &User| {
                    let post = |id, title: &str| {
                        new!(Post {
                            id,
                            author_id: user.id,
                            title: format!("{title} by {}", user.name),
                            stars: 0_i64
                        })
                    };
                    [post(50, "One"), post(51, "Two")]
                })
                .with(Post::comments().insert(|post: &Post| {
                    let count = if post.id == 50 { 2 } else { 1 };
                    let post_id = post.id;
                    (0..count).map(move |number| {
                        new!(Comment { id: post_id * 10 + number, post_id, text: format!("c{number}") })
                    })
                })),
        )
        .with(
            User::profile()
                .insert(|user: &User| [new!(Profile { id: 77_i64, user_id: user.id, motto: "new" })]),
        )
        .one(&db)
        .await?;
    assert_eq!(user.name, "Eve");
    assert_eq!(user.profile().as_ref().map(|profile| profile.id), Some(77));
    let written: Vec<(&str, Vec<i32>)> = user
        .posts()
        .iter()
        .map(|post| (post.title.as_str(), post.comments().iter().map(|comment| comment.id).collect()))
        .collect();
    assert_eq!(written, [("One by Eve", vec![500, 501]), ("Two by Eve", vec![510])]);

    let read = User::query()
        .filter(User::id.eq(9))
        .with(User::posts().order_by(Post::id).with(Post::comments().order_by(Comment::id)))
        .one(&db)
        .await?;
    let read: Vec<(i32, usize)> = read.posts().iter().map(|post| (post.id, post.comments().len())).collect();
    assert_eq!(read, [(50, 2), (51, 1)]);
    Ok::<_, Error>(())
});

db_test!(all_rows_are_written_or_none, async |db, url| {
    newsroom(&db, url).await?;
    let broken = || {
        User::insert(new!(User { id: 9, name: "Eve" })).with(User::posts().insert(|_: &User| {
            [
                new!(Post { id: 60, author_id: 9, title: "fine", stars: 0_i64 }),
                new!(Post { id: 61, author_id: 999, title: "nobody's", stars: 0_i64 }),
            ]
        }))
    };
    let error = broken().one(&db).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::ForeignKeyViolation(_)), "{error}");
    assert!(!User::query().filter(User::id.eq(9)).exists(&db).await?, "the user went with its posts");
    assert!(!Post::query().filter(Post::id.ge(60)).exists(&db).await?);

    let inside: Result<(), Error> = db
        .transaction(async |tx| {
            User::insert(new!(User { id: 8, name: "Fay" })).execute(tx).await?;
            assert!(broken().one(tx).await.is_err());
            assert_eq!(
                User::query().filter(User::id.ge(8)).select(User::id).all(tx).await?,
                [8],
                "undone to the savepoint"
            );
            Ok(())
        })
        .await;
    inside?;
    assert!(User::query().filter(User::id.eq(8)).exists(&db).await?);
    Ok::<_, Error>(())
});

db_test!(rows_are_connected_and_disconnected, async |db, url| {
    newsroom(&db, url).await?;
    let tags = async |post: i32| {
        let post =
            Post::query().filter(Post::id.eq(post)).with(Post::tags().order_by(Tag::name)).one(&db).await?;
        Ok::<Vec<String>, Error>(post.tags().iter().map(|tag| tag.name.clone()).collect())
    };
    Post::tags().connect(Post::id.eq(3), Tag::name.in_(["art", "sql"])).execute(&db).await?;
    assert_eq!(tags(3).await?, ["art", "sql"]);
    Post::tags().connect(Post::id.eq(3), Tag::name.is_not_null()).execute(&db).await?;
    assert_eq!(tags(3).await?, ["art", "rust", "sql"], "what is connected stays so");
    let gone = Post::tags().disconnect(Post::id.eq(3), Tag::name.ne("rust")).execute(&db).await?;
    assert_eq!((gone, tags(3).await?), (2, vec!["rust".to_owned()]));
    assert_eq!(tags(4).await?, ["art", "rust", "sql"], "others are left alone");
    Tag::posts().connect(Tag::name.eq("art"), Post::stars.gt(6)).execute(&db).await?;
    assert_eq!(tags(2).await?, ["art", "sql"], "from the other side as well");
    Ok::<_, Error>(())
});

db_test!(rows_of_one_table_are_connected, async |db, url| {
    newsroom(&db, url).await?;
    User::follows().connect(User::name.eq("Ada"), User::name.in_(["Bob", "Cleo"])).execute(&db).await?;
    User::follows().connect(User::name.eq("Dan"), User::name.eq("Ada")).execute(&db).await?;
    let users = User::query()
        .with(User::follows().order_by(User::id))
        .with(User::followers().order_by(User::id))
        .order_by(User::id)
        .all(&db)
        .await?;
    let ids = |users: &Vec<User>| users.iter().map(|user| user.id).collect::<Vec<_>>();
    let shape: Vec<_> = users.iter().map(|user| (ids(user.follows()), ids(user.followers()))).collect();
    assert_eq!(shape, [(vec![2, 3], vec![4]), (vec![], vec![1]), (vec![], vec![1]), (vec![1], vec![])]);
    let followed = User::query()
        .filter(User::followers().any(User::name.eq("Ada")))
        .order_by(User::id)
        .select((User::id, User::follows().count()))
        .all(&db)
        .await?;
    assert_eq!(followed, [(2, 0), (3, 0)]);
    assert_eq!(User::follows().disconnect(User::id.eq(1), User::id.eq(3)).execute(&db).await?, 1);
    Ok::<_, Error>(())
});
