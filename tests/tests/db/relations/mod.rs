//! Relations on real databases, compared with what hand-written SQL says.
//!
//! [`schema`] holds the tables, [`newsroom`] the rows.

#[expect(unreachable_pub, reason = "tables as users declare them")]
mod declared;
#[expect(unreachable_pub, reason = "tables as users declare them")]
mod key_schema;
mod keys;
mod kinds;
mod matrix;
mod projections;
mod questions;
mod running;
#[expect(unreachable_pub, reason = "tables as users declare them")]
mod schema;
mod streams;
mod texts;
mod writing;

use orm_core::dialect::Database;
use orm_core::prelude::*;
use orm_core::{Db, Error};
use orm_tests::db_test;

use schema::{Comment, Player, Post, PostTag, Profile, Tag, Team, User, Visit};

/// Creates the tables without rows.
async fn tables<D: Database>(_db: &Db<D>, url: &str) {
    orm_tests::tables::create::<D>(url, "tests/db/relations/schema.rs").await;
}

/// Creates the tables and fills them.
///
/// | user | boss | profile | posts | edited | visits |
/// |---|---|---|---|---|---|
/// | 1 Ada | | "think" | 1, 2, 3 | 4 | 2 |
/// | 2 Bob | 1 | | 4 | 1 | |
/// | 3 Cleo | 1 | "write" | | | 1 |
/// | 4 Dan | 2 | | | | |
///
/// | post | stars | comments | tags by place |
/// |---|---|---|---|
/// | 1 Notes | 5 | 1, 2, 3 | rust, sql |
/// | 2 Engines | 9 | 4 | sql |
/// | 3 Songs | 1 | | |
/// | 4 Letters | 7 | 5 | art, rust, sql |
async fn newsroom<D: Database>(db: &Db<D>, url: &str) -> Result<(), Error> {
    tables(db, url).await;
    let user = |id: i32, name: &str, boss_id: Option<i32>| new!(User { id, name, boss_id });
    let users =
        [user(1, "Ada", None), user(2, "Bob", Some(1)), user(3, "Cleo", Some(1)), user(4, "Dan", Some(2))];
    User::insert_many(users).execute(db).await?;
    let profile = |id: i64, user_id: i32, motto: &str| new!(Profile { id, user_id, motto });
    Profile::insert_many([profile(10, 1, "think"), profile(11, 3, "write")]).execute(db).await?;
    let post = |id: i32, author_id: i32, editor_id: Option<i32>, title: &str, stars: i64| {
        new!(Post { id, author_id, editor_id, title, stars })
    };
    let posts = [
        post(1, 1, Some(2), "Notes", 5),
        post(2, 1, None, "Engines", 9),
        post(3, 1, None, "Songs", 1),
        post(4, 2, Some(1), "Letters", 7),
    ];
    Post::insert_many(posts).execute(db).await?;
    let comment = |id: i32, post_id: i32, text: &str| new!(Comment { id, post_id, text });
    let comments = [
        comment(1, 1, "first"),
        comment(2, 1, "second"),
        comment(3, 1, "third"),
        comment(4, 2, "well"),
        comment(5, 4, "dear"),
    ];
    Comment::insert_many(comments).execute(db).await?;
    Tag::insert_many(["art", "rust", "sql"].map(|name| new!(Tag { name }))).execute(db).await?;
    let tagged = |post_id: i32, tag_name: &str, place: i32| new!(PostTag { post_id, tag_name, place });
    let post_tags = [
        tagged(1, "rust", 1),
        tagged(1, "sql", 2),
        tagged(2, "sql", 1),
        tagged(4, "art", 1),
        tagged(4, "rust", 2),
        tagged(4, "sql", 3),
    ];
    PostTag::insert_many(post_tags).execute(db).await?;
    let visit = |id: i32, user_name: &str| new!(Visit { id, user_name });
    Visit::insert_many([visit(1, "Ada"), visit(2, "Cleo"), visit(3, "Ada"), visit(4, "Nobody")])
        .execute(db)
        .await?;
    let team = |league: &str, number: i32, city: &str| new!(Team { league, number, city });
    Team::insert_many([team("a", 1, "Rome"), team("a", 2, "Bern"), team("b", 1, "Oslo")]).execute(db).await?;
    let player = |id: i32, league: Option<&str>, team_number: Option<i32>, name: &str| {
        new!(Player { id, league: league.map(str::to_owned), team_number, name })
    };
    let players = [
        player(1, Some("a"), Some(1), "Ida"),
        player(2, Some("b"), Some(1), "Jon"),
        player(3, Some("a"), Some(1), "Kim"),
        player(4, None, Some(1), "Leo"),
        player(5, None, None, "Mia"),
    ];
    Player::insert_many(players).execute(db).await?;
    Ok(())
}

db_test!(a_relation_is_loaded_with_each_row, async |db, url| {
    newsroom(&db, url).await?;
    let users = User::query()
        .with(User::posts().order_by(Post::id).with(Post::comments().order_by(Comment::id.desc())))
        .with(User::profile())
        .with(User::boss())
        .order_by(User::id)
        .all(&db)
        .await?;
    let shape: Vec<_> = users
        .iter()
        .map(|user| {
            let posts: Vec<_> = user
                .posts()
                .iter()
                .map(|post| (post.id, post.comments().iter().map(|comment| comment.id).collect::<Vec<_>>()))
                .collect();
            let motto = user.profile().as_ref().map(|profile| profile.motto.as_str());
            (user.name.as_str(), posts, motto, user.boss().as_ref().map(|boss| boss.id))
        })
        .collect();
    assert_eq!(
        shape,
        [
            ("Ada", vec![(1, vec![3, 2, 1]), (2, vec![4]), (3, vec![])], Some("think"), None),
            ("Bob", vec![(4, vec![5])], None, Some(1)),
            ("Cleo", vec![], Some("write"), Some(1)),
            ("Dan", vec![], None, Some(2)),
        ]
    );
    Ok::<_, Error>(())
});
