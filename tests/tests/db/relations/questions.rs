//! Conditions, counts and aggregates over relations.

use orm_core::Error;
use orm_core::prelude::*;
use orm_tests::db_test;
use orm_tests::tables::by_hand;

use super::newsroom;
use super::schema::{Comment, Player, Post, PostTag, Tag, Team, User};

db_test!(some_no_and_every_row, async |db, url| {
    newsroom(&db, url).await?;
    let ids =
        async |condition| User::query().filter(condition).order_by(User::id).select(User::id).all(&db).await;
    assert_eq!(ids(User::posts().any(Post::stars.gt(6))).await?, [1, 2]);
    assert_eq!(ids(User::posts().none(Post::stars.gt(8))).await?, [2, 3, 4]);
    assert_eq!(ids(User::posts().every(Post::stars.gt(4))).await?, [2, 3, 4]);
    assert_eq!(ids(User::posts().exists()).await?, [1, 2]);
    assert_eq!(ids(User::boss().any(User::name.eq("Ada"))).await?, [2, 3]);
    Ok::<_, Error>(())
});

db_test!(every_counts_null_as_not_met, async |db, url| {
    newsroom(&db, url).await?;
    let edited = User::posts().every(Post::editor_id.gt(0));
    let ids = User::query().filter(edited).order_by(User::id).select(User::id).all(&db).await?;
    assert_eq!(ids, [2, 3, 4], "Ada has posts that nobody edited");
    Ok::<_, Error>(())
});

db_test!(a_table_asks_about_itself_at_any_depth, async |db, url| {
    newsroom(&db, url).await?;
    let chiefs = User::query()
        .filter(User::reports().any(User::reports().any(User::name.eq("Dan"))))
        .select(User::name)
        .all(&db)
        .await?;
    assert_eq!(chiefs, ["Ada"]);
    let counts = User::query()
        .order_by(User::id)
        .select((User::id, User::reports().count(), User::boss().count()))
        .all(&db)
        .await?;
    assert_eq!(counts, [(1, 2, 0), (2, 1, 1), (3, 0, 1), (4, 0, 1)]);
    Ok::<_, Error>(())
});

db_test!(many_to_many_asks_about_both_tables, async |db, url| {
    newsroom(&db, url).await?;
    let first_in_rust = Post::tags().any(Tag::name.eq("rust").and(PostTag::place.eq(1)));
    assert_eq!(Post::query().filter(first_in_rust).select(Post::id).all(&db).await?, [1]);
    let counts = Tag::query().order_by(Tag::name).select((Tag::name, Tag::posts().count())).all(&db).await?;
    assert_eq!(counts, [("art".to_owned(), 1), ("rust".to_owned(), 2), ("sql".to_owned(), 3)]);
    Ok::<_, Error>(())
});

db_test!(counts_and_aggregates_sort_rows, async |db, url| {
    newsroom(&db, url).await?;
    let rows = User::query()
        .order_by((User::posts().aggregate(max(Post::stars)).desc().nulls_last(), User::id))
        .select((User::name, User::posts().count(), User::posts().aggregate(sum(Post::stars))))
        .all(&db)
        .await?;
    let expected: Vec<(String, i64, Option<i64>)> = by_hand(
        &db,
        url,
        "select u.name, count(p.id), cast(sum(p.stars) as signed) from users u left join posts p on p.author_id = u.id \
         group by u.id, u.name order by case when max(p.stars) is null then 1 else 0 end, max(p.stars) desc, u.id"
            .replace("signed", if url.starts_with("mysql") { "signed" } else { "bigint" })
            .as_str(),
    )
    .await;
    assert_eq!(rows, expected);
    Ok::<_, Error>(())
});

db_test!(a_count_has_a_filter_and_a_limit, async |db, url| {
    newsroom(&db, url).await?;
    let counts = Post::query()
        .order_by(Post::id)
        .select((
            Post::comments().filter(Comment::text.ne("first")).count(),
            Post::comments().order_by(Comment::id).limit(2).count(),
        ))
        .all(&db)
        .await?;
    assert_eq!(counts, [(2, 2), (1, 1), (0, 0), (1, 1)]);
    Ok::<_, Error>(())
});

db_test!(an_aggregate_with_a_limit_is_refused, async |db, url| {
    newsroom(&db, url).await?;
    let highest = Post::comments().limit(1).aggregate(max(Comment::id));
    let error = Post::query().select(highest).all(&db).await.unwrap_err();
    assert!(error.to_string().contains("`comments` with a limit"), "{error}");
    Ok::<_, Error>(())
});

db_test!(keys_of_several_columns_ask, async |db, url| {
    newsroom(&db, url).await?;
    let counts = Team::query()
        .order_by((Team::league, Team::number))
        .select((Team::city, Team::players().count(), Team::players().aggregate(min(Player::name))))
        .all(&db)
        .await?;
    let row = |city: &str, count, name: Option<&str>| (city.to_owned(), count, name.map(str::to_owned));
    assert_eq!(counts, [row("Rome", 2, Some("Ida")), row("Bern", 0, None), row("Oslo", 1, Some("Jon"))]);
    Ok::<_, Error>(())
});
