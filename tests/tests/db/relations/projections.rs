//! Projections that hold relations.

use orm_core::Error;
use orm_core::prelude::*;
use orm_tests::db_test;
use serde::Serialize;

use super::newsroom;
use super::schema::{Comment, Post, Profile, Tag, User};

#[derive(Debug, PartialEq, Projection, Serialize)]
#[projection(from = User)]
struct Author {
    id: i32,
    #[projection(User::name.upper())]
    title: String,
    #[projection(User::posts().count())]
    post_count: i64,
    #[projection(with = User::posts().order_by(Post::stars.desc()).limit(2))]
    posts: Vec<Piece>,
    #[projection(with)]
    profile: Option<Profile>,
    #[projection(with)]
    boss: Option<Person>,
}

#[derive(Debug, PartialEq, Projection, Serialize)]
#[projection(from = Post)]
struct Piece {
    title: String,
    #[projection(with = Post::comments().order_by(Comment::id))]
    comments: Vec<Comment>,
    #[projection(with = Post::tags().order_by(Tag::name))]
    tags: Vec<Tag>,
    #[projection(with)]
    author: Person,
}

#[derive(Debug, PartialEq, Projection, Serialize)]
#[projection(from = User)]
struct Person {
    name: String,
}

db_test!(a_projection_holds_relations_at_any_depth, async |db, url| {
    newsroom(&db, url).await?;
    let authors =
        User::query().filter(User::id.le(2)).order_by(User::id).select(Author::SELECT).all(&db).await?;
    let json = serde_json::to_value(&authors).expect("JSON");
    assert_eq!(
        json,
        serde_json::json!([
            {
                "id": 1, "title": "ADA", "post_count": 3,
                "posts": [
                    {"title": "Engines", "comments": [{"id": 4, "post_id": 2, "text": "well"}],
                     "tags": [{"name": "sql"}], "author": {"name": "Ada"}},
                    {"title": "Notes",
                     "comments": [{"id": 1, "post_id": 1, "text": "first"}, {"id": 2, "post_id": 1, "text": "second"},
                                  {"id": 3, "post_id": 1, "text": "third"}],
                     "tags": [{"name": "rust"}, {"name": "sql"}], "author": {"name": "Ada"}},
                ],
                "profile": {"id": 10, "user_id": 1, "motto": "think"}, "boss": null,
            },
            {
                "id": 2, "title": "BOB", "post_count": 1,
                "posts": [{"title": "Letters", "comments": [{"id": 5, "post_id": 4, "text": "dear"}],
                           "tags": [{"name": "art"}, {"name": "rust"}, {"name": "sql"}], "author": {"name": "Bob"}}],
                "profile": null, "boss": {"name": "Ada"},
            },
        ])
    );
    Ok::<_, Error>(())
});

db_test!(a_projection_with_relations_is_read_one_by_one_and_by_pages, async |db, url| {
    newsroom(&db, url).await?;
    let one = User::query().filter(User::id.eq(2)).select(Author::SELECT).one(&db).await?;
    assert_eq!(one.posts[0].author.name, "Bob");
    let page = User::query().select(Author::SELECT).order_by(User::id).paginate(1, 2).all(&db).await?;
    assert_eq!((page.total, page.rows.len(), page.rows[1].boss.is_some()), (4, 2, true));
    Ok::<_, Error>(())
});

db_test!(a_projection_with_relations_groups_and_joins, async |db, url| {
    #[derive(Debug, PartialEq, Projection)]
    #[projection(from = Post, join = User)]
    struct ByUser {
        #[projection(User::id)]
        user: i32,
        #[projection(count_all())]
        posts: i64,
        #[projection(with = User::profile())]
        profile: Option<Profile>,
    }
    newsroom(&db, url).await?;
    let rows = Post::query()
        .join(User::table, User::id.eq(Post::author_id))
        .select(ByUser::SELECT)
        .group_by(User::id)
        .order_by(User::id)
        .all(&db)
        .await?;
    let shown: Vec<_> =
        rows.iter().map(|row| (row.user, row.posts, row.profile.as_ref().map(|p| p.id))).collect();
    assert_eq!(shown, [(1, 3, Some(10)), (2, 1, None)]);
    Ok::<_, Error>(())
});
