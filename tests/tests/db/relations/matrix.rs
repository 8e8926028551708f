//! Relations of every kind to three levels, each level with every combination of clauses, against hand-written SQL, with the
//! number of statements.
//!
//! The SQL says which rows are related; filter, order, offset and limit of each parent are then applied here. That this is
//! what SQL makes of them is [`the_clauses_of_a_level_are_those_of_a_window`].

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use orm_core::dialect::Database;
use orm_core::prelude::*;
use orm_core::{Db, Error};
use orm_tests::db_test;
use orm_tests::tables::by_hand;

use super::schema::{Comment, Follow, Player, Post, PostTag, Profile, Tag, Team, User, Visit};
use super::tables;

/// What is asked of one level: rows from this key on, the last one first, so many after so many.
#[derive(Debug, Clone, Copy)]
struct Clauses {
    from: i32,
    offset: u64,
    limit: Option<u64>,
}

const CLAUSES: [Clauses; 5] = [
    Clauses { from: 0, offset: 0, limit: None },
    Clauses { from: 10, offset: 0, limit: None },
    Clauses { from: 0, offset: 0, limit: Some(1) },
    Clauses { from: 5, offset: 1, limit: Some(2) },
    Clauses { from: 1_000, offset: 0, limit: Some(3) },
];

/// A row, by its key, and the rows loaded for it.
#[derive(Debug, PartialEq)]
struct Node(i32, Vec<Node>);

/// The keys of parents and of rows related to them.
type Edges = Vec<(i32, i32)>;

/// What is to be found from `parent` on.
fn expected(parent: i32, levels: &[(&Edges, Clauses)]) -> Node {
    let Some(((edges, clauses), below)) = levels.split_first() else { return Node(parent, Vec::new()) };
    let mut keys: Vec<i32> =
        edges.iter().filter(|(from, to)| *from == parent && *to >= clauses.from).map(|(_, to)| *to).collect();
    keys.sort_unstable_by(|a, b| b.cmp(a));
    let after = usize::try_from(clauses.offset).expect("a small number");
    let rows = clauses.limit.map_or(usize::MAX, |rows| usize::try_from(rows).expect("a small number"));
    Node(parent, keys.into_iter().skip(after).take(rows).map(|key| expected(key, below)).collect())
}

fn tag(number: i32) -> String {
    format!("tag {number:04}")
}

/// Thirty users and what they wrote, with gaps: users without a boss, posts without an editor, visits of nobody.
async fn town<D: Database>(db: &Db<D>, url: &str) -> Result<(), Error> {
    tables(db, url).await;
    let user = |id: i32| new!(User { id, name: tag(id), boss_id: (id % 5 != 0).then_some(id / 2) });
    User::insert_many((0..30).map(user)).execute(db).await?;
    let profile = |id: i32| new!(Profile { id: i64::from(id) + 500, user_id: id, motto: "m" });
    Profile::insert_many((0..30).filter(|id| id % 2 == 0).map(profile)).execute(db).await?;
    let post = |id: i32| {
        let editor_id = (id % 3 != 0).then_some(id * 11 % 30);
        new!(Post { id, author_id: id * 7 % 20, editor_id, title: "t", stars: 0_i64 })
    };
    Post::insert_many((0..60).map(post)).execute(db).await?;
    let comment = |id: i32| new!(Comment { id, post_id: id * id % 60, text: "c" });
    Comment::insert_many((0..90).map(comment)).execute(db).await?;
    Tag::insert_many((0..15).map(|id| new!(Tag { name: tag(id) }))).execute(db).await?;
    let tagged = |(post_id, name)| new!(PostTag { post_id, tag_name: tag(name) });
    let tags = (0..150).map(|id| (id % 50, id * id % 13)).collect::<BTreeSet<_>>().into_iter().map(tagged);
    PostTag::insert_many(tags).execute(db).await?;
    let follows = (0..30).flat_map(|id| [(id, id * 3 % 25), (id, (id + 11) % 25), (id, 29)]);
    let follow = |(follower_id, followed_id)| new!(Follow { follower_id, followed_id });
    Follow::insert_many(follows.collect::<BTreeSet<_>>().into_iter().map(follow)).execute(db).await?;
    let visit = |id: i32| new!(Visit { id, user_name: tag(id * 7 % 45) });
    Visit::insert_many((0..60).map(visit)).execute(db).await?;
    let team = |id: i32| new!(Team { league: tag(id % 3), number: id, city: tag(id) });
    Team::insert_many((0..12).map(team)).execute(db).await?;
    let player = |id: i32| {
        let team = id * 5 % 12;
        let league = (id % 4 != 0).then(|| tag(team % 3));
        new!(Player { id, league, team_number: (id % 7 != 0).then_some(team), name: "p" })
    };
    Player::insert_many((0..50).map(player)).execute(db).await?;
    Ok(())
}

/// Keys as numbers.
trait Numbered {
    fn number(&self) -> i32;
}

impl Numbered for i32 {
    fn number(&self) -> i32 {
        *self
    }
}

impl Numbered for i64 {
    fn number(&self) -> i32 {
        i32::try_from(*self).expect("a small number")
    }
}

impl Numbered for String {
    fn number(&self) -> i32 {
        self["tag ".len()..].parse().expect("a number")
    }
}

/// A relation with clauses: `rows!(User::posts(), clauses, Post::id)`, and `.. Tag::name as tag` where the key is a text.
macro_rules! rows {
    ($relation:expr, $clauses:expr, $key:path $(as $value:ident)?) => {{
        let Clauses { from, offset, limit } = $clauses;
        let mut rows = $relation.order_by($key.desc()).offset(offset);
        if from > 0 {
            rows = rows.filter($key.ge($($value)?(from)));
        }
        match limit {
            Some(limit) => rows.limit(limit),
            None => rows,
        }
    }};
}

/// A row with the rows of its relations below it: `node!(user.id, posts.id, comments.id)`.
macro_rules! node {
    ($row:ident.$key:ident) => { Node($row.$key.number(), Vec::new()) };
    ($row:ident.$key:ident, $relation:ident.$of:ident $($below:tt)*) => {
        Node($row.$key.number(), $row.$relation().iter().map(|row| node!(row.$of $($below)*)).collect())
    };
}

/// All combinations of clauses for three levels.
fn combinations() -> impl Iterator<Item = [Clauses; 3]> {
    CLAUSES.into_iter().flat_map(|a| CLAUSES.into_iter().flat_map(move |b| CLAUSES.map(|c| [a, b, c])))
}

/// All combinations of filters for three levels of at most one row.
fn filters() -> impl Iterator<Item = [Clauses; 3]> {
    let filters = || CLAUSES.into_iter().filter(|it| it.offset == 0 && it.limit.is_none());
    filters().flat_map(move |a| filters().flat_map(move |b| filters().map(move |c| [a, b, c])))
}

/// How many statements ran since it was asked last.
#[derive(Clone, Default)]
struct Statements(Arc<AtomicUsize>);

impl Statements {
    /// The handle whose statements are counted.
    fn of<D: Database>(db: &Db<D>) -> (Db<D>, Self) {
        let statements = Self::default();
        let counter = statements.clone();
        let db = db.clone().on_statement(move |_| {
            counter.0.fetch_add(1, Ordering::Relaxed);
        });
        (db, statements)
    }

    /// One for the roots, and one for each level that has a parent to read for.
    fn assert_one_a_level(&self, roots: &[Node], levels: usize) {
        let deepest = roots.iter().map(depth).max().unwrap_or_default();
        assert_eq!(self.0.swap(0, Ordering::Relaxed), 1 + levels.min(deepest + 1));
    }
}

/// How many levels of rows are below a row.
fn depth(Node(_, below): &Node) -> usize {
    below.iter().map(|node| 1 + depth(node)).max().unwrap_or_default()
}

async fn edges<D: Database>(db: &Db<D>, url: &str, query: &str) -> Edges {
    by_hand(db, url, query).await
}

db_test!(lists_of_lists_of_lists, async |db, url| {
    town(&db, url).await?;
    let (db, statements) = Statements::of(&db);
    let reports = edges(&db, url, "select boss_id, id from users where boss_id is not null").await;
    let posts = edges(&db, url, "select author_id, id from posts").await;
    let comments = edges(&db, url, "select post_id, id from comments").await;
    for [a, b, c] in combinations() {
        let comments_of = rows!(Post::comments(), c, Comment::id);
        let posts_of = rows!(User::posts(), b, Post::id).with(comments_of);
        let reports_of = rows!(User::reports(), a, User::id).with(posts_of);
        let rows = User::query().with(reports_of).order_by(User::id).all(&db).await?;
        let found: Vec<Node> =
            rows.iter().map(|user| node!(user.id, reports.id, posts.id, comments.id)).collect();
        statements.assert_one_a_level(&found, 3);
        let wanted = rows.iter().map(|user| expected(user.id, &[(&reports, a), (&posts, b), (&comments, c)]));
        assert_eq!(found, wanted.collect::<Vec<_>>(), "{a:?} {b:?} {c:?}");
    }
    Ok::<_, Error>(())
});

db_test!(tables_between, async |db, url| {
    town(&db, url).await?;
    let (db, statements) = Statements::of(&db);
    let follows = edges(&db, url, "select follower_id, followed_id from follows").await;
    let edited = edges(&db, url, "select editor_id, id from posts where editor_id is not null").await;
    let tags: Vec<(i32, String)> = by_hand(&db, url, "select post_id, tag_name from post_tags").await;
    let tags: Edges = tags.iter().map(|(post, tag)| (*post, tag.number())).collect();
    for [a, b, c] in combinations() {
        let tags_of = rows!(Post::tags(), c, Tag::name as tag);
        let edited_of = rows!(User::edited_posts(), b, Post::id).with(tags_of);
        let follows_of = rows!(User::follows(), a, User::id).with(edited_of);
        let rows = User::query().with(follows_of).order_by(User::id).all(&db).await?;
        let found: Vec<Node> =
            rows.iter().map(|user| node!(user.id, follows.id, edited_posts.id, tags.name)).collect();
        statements.assert_one_a_level(&found, 3);
        let wanted = rows.iter().map(|user| expected(user.id, &[(&follows, a), (&edited, b), (&tags, c)]));
        assert_eq!(found, wanted.collect::<Vec<_>>(), "{a:?} {b:?} {c:?}");
    }
    Ok::<_, Error>(())
});

db_test!(at_most_one_of_at_most_one, async |db, url| {
    town(&db, url).await?;
    let (db, statements) = Statements::of(&db);
    let posts = edges(&db, url, "select id, post_id from comments").await;
    let editors = edges(&db, url, "select id, editor_id from posts where editor_id is not null").await;
    let bosses = edges(&db, url, "select id, boss_id from users where boss_id is not null").await;
    let profiles = edges(&db, url, "select user_id, user_id from profiles").await;
    let authors = edges(&db, url, "select id, author_id from posts").await;
    for [a, b, c] in filters() {
        let boss_of = User::boss().filter(User::id.ge(c.from));
        let editor_of = Post::editor().filter(User::id.ge(b.from)).with(boss_of);
        let post_of = Comment::post().filter(Post::id.ge(a.from)).with(editor_of);
        let rows = Comment::query().with(post_of).order_by(Comment::id).all(&db).await?;
        let found: Vec<Node> =
            rows.iter().map(|comment| node!(comment.id, post.id, editor.id, boss.id)).collect();
        statements.assert_one_a_level(&found, 3);
        let wanted =
            rows.iter().map(|comment| expected(comment.id, &[(&posts, a), (&editors, b), (&bosses, c)]));
        assert_eq!(found, wanted.collect::<Vec<_>>(), "{a:?} {b:?} {c:?}");
        let profile_of = User::profile().filter(Profile::user_id.ge(a.from));
        let rows = User::query().with(profile_of).order_by(User::id).all(&db).await?;
        let found: Vec<Node> = rows.iter().map(|user| node!(user.id, profile.user_id)).collect();
        statements.assert_one_a_level(&found, 1);
        let wanted = rows.iter().map(|user| expected(user.id, &[(&profiles, a)]));
        assert_eq!(found, wanted.collect::<Vec<_>>(), "{a:?}");
        let profile_of = User::profile().filter(Profile::user_id.ge(b.from));
        let author_of = Post::author().filter(User::id.ge(a.from)).with(profile_of);
        let rows = Post::query().with(author_of).order_by(Post::id).all(&db).await?;
        let found: Vec<Node> = rows.iter().map(|post| node!(post.id, author.id, profile.user_id)).collect();
        statements.assert_one_a_level(&found, 2);
        let wanted = rows.iter().map(|post| expected(post.id, &[(&authors, a), (&profiles, b)]));
        assert_eq!(found, wanted.collect::<Vec<_>>(), "{a:?} {b:?}");
        let profile_of = User::profile().filter(Profile::user_id.ge(c.from));
        let boss_of = User::boss().filter(User::id.ge(b.from)).with(profile_of);
        let author_of = Post::author().filter(User::id.ge(a.from)).with(boss_of);
        let rows = Post::query().with(author_of).order_by(Post::id).all(&db).await?;
        let found: Vec<Node> =
            rows.iter().map(|post| node!(post.id, author.id, boss.id, profile.user_id)).collect();
        statements.assert_one_a_level(&found, 3);
        let wanted =
            rows.iter().map(|post| expected(post.id, &[(&authors, a), (&bosses, b), (&profiles, c)]));
        assert_eq!(found, wanted.collect::<Vec<_>>(), "{a:?} {b:?} {c:?}");
    }
    Ok::<_, Error>(())
});

db_test!(keys_of_several_columns_and_keys_of_texts, async |db, url| {
    town(&db, url).await?;
    let (db, statements) = Statements::of(&db);
    let on = "t.league = p.league and t.number = p.team_number";
    let players = format!("select t.number, p.id from teams t join players p on {on}");
    let players = edges(&db, url, &players).await;
    let visits = "select u.id, v.id from users u join visits v on v.user_name = u.name";
    let visits = edges(&db, url, visits).await;
    let back = |edges: &Edges| -> Edges { edges.iter().map(|(one, other)| (*other, *one)).collect() };
    let (teams, users) = (back(&players), back(&visits));
    for [a, _, c] in combinations() {
        let team_of = Player::team().with(rows!(Team::players(), c, Player::id));
        let players_of = rows!(Team::players(), a, Player::id).with(team_of);
        let rows = Team::query().with(players_of).order_by(Team::number).all(&db).await?;
        let found: Vec<Node> =
            rows.iter().map(|team| node!(team.number, players.id, team.number, players.id)).collect();
        statements.assert_one_a_level(&found, 3);
        let wanted = rows
            .iter()
            .map(|team| expected(team.number, &[(&players, a), (&teams, CLAUSES[0]), (&players, c)]));
        assert_eq!(found, wanted.collect::<Vec<_>>(), "{a:?} {c:?}");
        let user_of = Visit::user().with(rows!(User::visits(), c, Visit::id));
        let visits_of = rows!(User::visits(), a, Visit::id).with(user_of);
        let rows = User::query().with(visits_of).order_by(User::id).all(&db).await?;
        let found: Vec<Node> =
            rows.iter().map(|user| node!(user.id, visits.id, user.id, visits.id)).collect();
        statements.assert_one_a_level(&found, 3);
        let wanted =
            rows.iter().map(|user| expected(user.id, &[(&visits, a), (&users, CLAUSES[0]), (&visits, c)]));
        assert_eq!(found, wanted.collect::<Vec<_>>(), "{a:?} {c:?}");
    }
    Ok::<_, Error>(())
});

db_test!(the_clauses_of_a_level_are_those_of_a_window, async |db, url| {
    town(&db, url).await?;
    for clauses in CLAUSES {
        let Clauses { from, offset, limit } = clauses;
        let window = |table: &str, parent: &str| {
            let place = format!("row_number() over (partition by {parent} order by id desc) as place");
            let rows = format!("select {parent} as parent, id, {place} from {table} where id >= {from}");
            let end = limit.map_or(i64::MAX, |rows| i64::try_from(offset + rows).expect("a small number"));
            format!(
                "select parent, id from ({rows}) as t where parent is not null and place > {offset} and place <= {end} \
                 order by parent, id desc"
            )
        };
        let users = User::query()
            .with(rows!(User::posts(), clauses, Post::id))
            .with(rows!(User::reports(), clauses, User::id))
            .order_by(User::id)
            .all(&db)
            .await?;
        let posts = users.iter().flat_map(|user| user.posts().iter().map(|post| (user.id, post.id)));
        assert_eq!(
            posts.collect::<Edges>(),
            edges(&db, url, &window("posts", "author_id")).await,
            "{clauses:?}"
        );
        let reports = users.iter().flat_map(|user| user.reports().iter().map(|report| (user.id, report.id)));
        assert_eq!(
            reports.collect::<Edges>(),
            edges(&db, url, &window("users", "boss_id")).await,
            "{clauses:?}"
        );
    }
    Ok::<_, Error>(())
});
