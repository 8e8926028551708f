//! Every kind of relation, against what hand-written SQL says: which rows, in which order, for which parent.

use orm_core::Error;
use orm_core::prelude::*;
use orm_tests::db_test;
use orm_tests::tables::by_hand;

use super::newsroom;
use super::schema::{Comment, Player, Post, PostTag, Profile, Tag, Team, User, Visit};

/// Pairs of a parent and what was loaded for it, one for each row.
fn pairs<P: Copy, C>(rows: impl IntoIterator<Item = (P, Vec<C>)>) -> Vec<(P, C)> {
    rows.into_iter().flat_map(|(parent, list)| list.into_iter().map(move |child| (parent, child))).collect()
}

db_test!(has_many_is_filtered_and_sorted_for_each_parent, async |db, url| {
    newsroom(&db, url).await?;
    let users = User::query()
        .with(User::posts().filter(Post::stars.gt(1)).order_by(Post::stars.desc()))
        .order_by(User::id)
        .all(&db)
        .await?;
    let found = pairs(users.iter().map(|user| (user.id, user.posts().iter().map(|post| post.id).collect())));
    let expected: Vec<(i32, i32)> = by_hand(
        &db,
        url,
        "select u.id, p.id from users u join posts p on p.author_id = u.id where p.stars > 1 order by u.id, p.stars desc",
    )
    .await;
    assert_eq!(found, expected);
    assert_eq!(users.len(), 4, "parents without children are there");
    Ok::<_, Error>(())
});

db_test!(a_limit_counts_for_each_parent, async |db, url| {
    newsroom(&db, url).await?;
    let users = User::query()
        .with(User::posts().order_by(Post::stars.desc()).limit(2))
        .with(User::edited_posts().order_by(Post::id).limit(1).offset(1))
        .order_by(User::id)
        .all(&db)
        .await?;
    let found = pairs(users.iter().map(|user| (user.id, user.posts().iter().map(|post| post.id).collect())));
    assert_eq!(found, [(1, 2), (1, 1), (2, 4)]);
    assert!(
        users.iter().all(|user| user.edited_posts().is_empty()),
        "each edited one, and the offset leaves it out"
    );
    Ok::<_, Error>(())
});

db_test!(two_foreign_keys_to_one_table_are_told_apart, async |db, url| {
    newsroom(&db, url).await?;
    let users =
        User::query().with(User::posts()).with(User::edited_posts()).order_by(User::id).all(&db).await?;
    let edited =
        pairs(users.iter().map(|user| (user.id, user.edited_posts().iter().map(|post| post.id).collect())));
    assert_eq!(edited, [(1, 4), (2, 1)]);
    let posts = Post::query().with(Post::author()).with(Post::editor()).order_by(Post::id).all(&db).await?;
    let names: Vec<(&str, Option<&str>)> = posts
        .iter()
        .map(|post| (post.author().name.as_str(), post.editor().as_ref().map(|editor| editor.name.as_str())))
        .collect();
    assert_eq!(names, [("Ada", Some("Bob")), ("Ada", None), ("Ada", None), ("Bob", Some("Ada"))]);
    Ok::<_, Error>(())
});

db_test!(a_table_is_related_to_itself, async |db, url| {
    newsroom(&db, url).await?;
    let users = User::query()
        .with(User::reports().order_by(User::id).with(User::reports()))
        .with(User::boss().with(User::boss()))
        .order_by(User::id)
        .all(&db)
        .await?;
    let reports: Vec<Vec<(i32, usize)>> = users
        .iter()
        .map(|user| user.reports().iter().map(|report| (report.id, report.reports().len())).collect())
        .collect();
    assert_eq!(reports, [vec![(2, 1), (3, 0)], vec![(4, 0)], vec![], vec![]]);
    let grandboss =
        users[3].boss().as_ref().and_then(|boss| boss.boss().as_ref()).map(|boss| boss.name.as_str());
    assert_eq!(grandboss, Some("Ada"));
    Ok::<_, Error>(())
});

db_test!(has_one_is_there_or_not, async |db, url| {
    newsroom(&db, url).await?;
    let users = User::query()
        .with(User::profile().filter(Profile::motto.ne("write")))
        .order_by(User::id)
        .all(&db)
        .await?;
    let mottos: Vec<Option<&str>> =
        users.iter().map(|user| user.profile().as_ref().map(|profile| profile.motto.as_str())).collect();
    assert_eq!(mottos, [Some("think"), None, None, None]);
    Ok::<_, Error>(())
});

db_test!(many_to_many_is_sorted_by_the_table_between, async |db, url| {
    newsroom(&db, url).await?;
    let posts = Post::query()
        .with(Post::tags().order_by(PostTag::place.desc()).select((Tag::name, PostTag::place)))
        .order_by(Post::id)
        .all(&db)
        .await?;
    let found = pairs(posts.iter().map(|post| (post.id, post.tags().clone())));
    let expected: Vec<(i32, String, i32)> = by_hand(
        &db,
        url,
        "select p.id, t.tag_name, t.place from posts p join post_tags t on t.post_id = p.id order by p.id, t.place desc",
    )
    .await;
    let expected: Vec<(i32, (String, i32))> =
        expected.into_iter().map(|(post, tag, place)| (post, (tag, place))).collect();
    assert_eq!(found, expected);

    let tags = Tag::query()
        .with(Tag::posts().filter(PostTag::place.gt(1)).order_by(Post::id).limit(1))
        .order_by(Tag::name)
        .all(&db)
        .await?;
    let found: Vec<(&str, Vec<i32>)> = tags
        .iter()
        .map(|tag| (tag.name.as_str(), tag.posts().iter().map(|post| post.id).collect()))
        .collect();
    assert_eq!(found, [("art", vec![]), ("rust", vec![4]), ("sql", vec![1])]);
    Ok::<_, Error>(())
});

db_test!(texts_belong_together_where_the_database_says_so, async |db, url| {
    newsroom(&db, url).await?;
    // MySQL compares without regard to case.
    Visit::insert_many([(5, "ADA"), (6, "aDa")].map(|(id, user_name)| new!(Visit { id, user_name })))
        .execute(&db)
        .await?;
    let users = User::query().with(User::visits().order_by(Visit::id)).order_by(User::id).all(&db).await?;
    let found =
        pairs(users.iter().map(|user| (user.id, user.visits().iter().map(|visit| visit.id).collect())));
    let expected: Vec<(i32, i32)> = by_hand(
        &db,
        url,
        "select u.id, v.id from users u join visits v on v.user_name = u.name order by u.id, v.id",
    )
    .await;
    assert_eq!(found, expected);
    Ok::<_, Error>(())
});

db_test!(a_relation_needs_no_foreign_key, async |db, url| {
    newsroom(&db, url).await?;
    let users = User::query().with(User::visits().order_by(Visit::id)).order_by(User::id).all(&db).await?;
    let found =
        pairs(users.iter().map(|user| (user.id, user.visits().iter().map(|visit| visit.id).collect())));
    assert_eq!(found, [(1, 1), (1, 3), (3, 2)]);
    let visits = Visit::query().with(Visit::user()).order_by(Visit::id).all(&db).await?;
    let users: Vec<Option<i32>> =
        visits.iter().map(|visit| visit.user().as_ref().map(|user| user.id)).collect();
    assert_eq!(users, [Some(1), Some(3), Some(1), None]);
    Ok::<_, Error>(())
});

db_test!(keys_of_several_columns_match_as_a_whole, async |db, url| {
    newsroom(&db, url).await?;
    let teams = Team::query()
        .with(Team::players().order_by(Player::id.desc()).limit(5))
        .order_by((Team::league, Team::number))
        .all(&db)
        .await?;
    let found: Vec<(&str, Vec<&str>)> = teams
        .iter()
        .map(|team| (team.city.as_str(), team.players().iter().map(|player| player.name.as_str()).collect()))
        .collect();
    assert_eq!(found, [("Rome", vec!["Kim", "Ida"]), ("Bern", vec![]), ("Oslo", vec!["Jon"])]);
    let players = Player::query().with(Player::team()).order_by(Player::id).all(&db).await?;
    let cities: Vec<Option<&str>> =
        players.iter().map(|player| player.team().as_ref().map(|team| team.city.as_str())).collect();
    assert_eq!(
        cities,
        [Some("Rome"), Some("Oslo"), Some("Rome"), None, None],
        "a key that is NULL in part leads nowhere"
    );
    Ok::<_, Error>(())
});

db_test!(a_parent_that_comes_twice_has_its_rows_twice, async |db, url| {
    newsroom(&db, url).await?;
    let users = User::query()
        .join(Post::table, Post::author_id.eq(User::id))
        .with(User::posts().order_by(Post::id).with(Post::comments().order_by(Comment::id)))
        .order_by((User::id, Post::id))
        .all(&db)
        .await?;
    let found: Vec<(i32, Vec<(i32, usize)>)> = users
        .iter()
        .map(|user| (user.id, user.posts().iter().map(|post| (post.id, post.comments().len())).collect()))
        .collect();
    let ada = || (1, vec![(1, 3), (2, 1), (3, 0)]);
    assert_eq!(found, [ada(), ada(), ada(), (2, vec![(4, 1)])]);
    Ok::<_, Error>(())
});

db_test!(an_alias_has_the_relations_of_its_table, async |db, url| {
    newsroom(&db, url).await?;
    alias!(Boss = User as "boss");
    let bosses = from(Boss::table)
        .join(User::table, User::boss_id.eq(Boss.id))
        .with(User::posts().order_by(Post::id))
        .order_by(User::id)
        .all(&db)
        .await?;
    let found: Vec<(i32, usize)> = bosses.iter().map(|boss| (boss.id, boss.posts().len())).collect();
    assert_eq!(found, [(1, 3), (1, 3), (2, 1)], "the posts of the boss, and not of the one joined");
    Ok::<_, Error>(())
});
