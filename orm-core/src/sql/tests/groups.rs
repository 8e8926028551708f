//! GROUP BY with subtotals, and what is reported instead of being sent.

use crate::dialect::Database;
use crate::doc::{Post, User};
use crate::expr::{In, Outer};
use crate::prelude::*;
use crate::query::Select;

#[test]
fn subtotals_are_a_word_before_or_behind_the_keys() {
    assert_eq!(
        Post::query()
            .group_by((Post::author_id, Post::title))
            .with_rollup()
            .select(count_all())
            .sql(Postgres)
            .text,
        r#"select count(*) from "posts" group by rollup ("posts"."author_id", "posts"."title")"#,
    );
    assert_eq!(
        Post::query()
            .group_by((Post::author_id, Post::title))
            .with_rollup()
            .select(count_all())
            .sql(Mysql)
            .text,
        "select count(*) from `posts` group by `posts`.`author_id`, `posts`.`title` with rollup",
    );
    assert_eq!(
        Post::query().group_by(Post::title).with_cube().select(count_all()).sql(Postgres).text,
        r#"select count(*) from "posts" group by cube ("posts"."title")"#,
    );
    assert_eq!(
        Post::query()
            .group_by(Post::id)
            .grouping_set(Post::title)
            .grouping_set(())
            .select(count_all())
            .sql(Postgres)
            .text,
        r#"select count(*) from "posts" group by "posts"."id", grouping sets (("posts"."title"), ())"#,
    );
}

#[test]
fn one_value_of_a_group_is_spelled_as_each_database_can() {
    check!(
        User::query().select((any_value(User::name), any_value(User::age).filter_where(User::id.gt(1)))),
        r#"select (array_agg("users"."name"))[1], (array_agg("users"."age") filter (where "users"."id" > $1))[1] from "users""#,
        "select min(`users`.`name`), min(case when `users`.`id` > ? then `users`.`age` end) from `users`",
        r#"select min("users"."name"), min("users"."age") filter (where "users"."id" > ?) from "users""#,
    );
}

fn inner<D: Database>() -> Select<D, (In<Post>,), i32> {
    Post::query().group_by(Post::title).select(Post::author_id)
}

fn of_user<D: Database>() -> Select<D, (In<Post>, In<User, Outer>), Post> {
    Post::query().correlate(User::table).filter(Post::author_id.eq(User::id))
}

/// The column that the statement of a query is reported for, the same on every database.
macro_rules! ungrouped {
    ($query:expr) => {{
        let column = |statement: crate::sql::Statement| {
            statement.refusal.map(|refusal| match refusal {
                crate::sql::Refusal::Ungrouped { source, column } => format!("{source}.{column}"),
                crate::sql::Refusal::Returned => "returned".to_owned(),
                crate::sql::Refusal::TooManyValues { values, .. } => values.to_string(),
                crate::sql::Refusal::NoPlaceholder(name) => name,
                crate::sql::Refusal::SameName(name) => name.to_owned(),
                crate::sql::Refusal::SetInACircle { column, .. } => column.to_owned(),
            })
        };
        let found = [column($query.sql(Postgres)), column($query.sql(Mysql)), column($query.sql(Sqlite))];
        assert!(found.iter().all(|other| *other == found[0]), "{found:?}");
        found.into_iter().next().flatten().unwrap_or_default()
    }};
}

#[test]
fn what_differs_within_a_group_is_found_wherever_it_is_read() {
    assert_eq!(ungrouped!(Post::query().group_by(Post::author_id).select(Post::title)), "posts.title");
    assert_eq!(ungrouped!(Post::query().group_by(Post::author_id)), "posts.id");
    assert_eq!(ungrouped!(Post::query().select((count_all(), Post::title))), "posts.title");
    assert_eq!(ungrouped!(Post::query().select(count_all()).order_by(Post::title)), "posts.title");
    assert_eq!(ungrouped!(Post::query().select(count_all()).having(Post::title.eq("a"))), "posts.title");
    assert_eq!(
        ungrouped!(Post::query().group_by(Post::title).select(rank().over(window().order_by(Post::id)))),
        "posts.id"
    );
    assert_eq!(
        ungrouped!(Post::query().group_by(Post::title).select(case().when(Post::id.gt(1), 1).otherwise(2))),
        "posts.id"
    );
    assert_eq!(ungrouped!(User::query().filter(User::id.in_(inner())).select(User::id)), "posts.author_id");
    assert_eq!(ungrouped!(inner().union(User::query().select(User::id))), "posts.author_id");
    assert_eq!(ungrouped!(User::query().select(User::id).union(inner())), "posts.author_id");
}

#[test]
fn what_is_the_same_within_a_group_is_not_reported() {
    assert_eq!(ungrouped!(Post::query().group_by(Post::id).select((Post::title, count_all()))), "");
    assert_eq!(ungrouped!(Post::query().group_by(Post::title.length()).select(Post::title.length() + 1)), "");
    assert_eq!(ungrouped!(Post::query().group_by(Post::title).select(sql("min(id)").expr::<i32>())), "");
    assert_eq!(
        ungrouped!(
            Post::query().group_by(Post::title).select(sum(Post::id).over(window())).filter(Post::id.gt(1))
        ),
        "posts.id"
    );
    assert_eq!(ungrouped!(Post::query().select(max(Post::id.greatest(Post::author_id)))), "");
    assert_eq!(ungrouped!(Post::query().select((Post::title, count_all().over(window())))), "");
    assert_eq!(
        ungrouped!(User::query().select((User::name, scalar(of_user().select(max(Post::id) + User::id))))),
        ""
    );
    assert_eq!(
        ungrouped!(
            Post::query()
                .join(User::table, User::id.eq(Post::author_id))
                .group_by(User::id)
                .order_by(User::name)
                .select((User::table, count(Post::id)))
        ),
        ""
    );
}

#[test]
fn a_subtotal_has_no_single_row_of_a_key() {
    let query = Post::query().group_by((Post::id, Post::author_id)).with_rollup().select(Post::title);
    assert!(query.sql(Postgres).check().is_err());
    let keys =
        Post::query().group_by((Post::id, Post::author_id)).with_rollup().select((Post::id, Post::author_id));
    assert!(keys.sql(Postgres).check().is_ok());
}

#[test]
fn a_key_with_values_has_the_same_placeholders_everywhere_on_postgres() {
    let decade = || (User::age.coalesce(0) + 5) / 10;
    check!(
        User::query()
            .filter(User::id.gt(1))
            .group_by(decade())
            .having(decade().gt(2))
            .order_by(decade().desc())
            .select((decade(), count_all(), decade() + 1)),
        r#"select (coalesce("users"."age", $1) + $2) / $3, count(*), ((coalesce("users"."age", $1) + $2) / $3) + $4 from "users" where "users"."id" > $5 group by (coalesce("users"."age", $1) + $2) / $3 having ((coalesce("users"."age", $1) + $2) / $3) > $6 order by (coalesce("users"."age", $1) + $2) / $3 desc"#,
        "select (coalesce(`users`.`age`, ?) + ?) div ?, count(*), ((coalesce(`users`.`age`, ?) + ?) div ?) + ? from `users` where `users`.`id` > ? group by (coalesce(`users`.`age`, ?) + ?) div ? having ((coalesce(`users`.`age`, ?) + ?) div ?) > ? order by (coalesce(`users`.`age`, ?) + ?) div ? desc",
        r#"select (coalesce("users"."age", ?) + ?) / ?, count(*), ((coalesce("users"."age", ?) + ?) / ?) + ? from "users" where "users"."id" > ? group by (coalesce("users"."age", ?) + ?) / ? having ((coalesce("users"."age", ?) + ?) / ?) > ? order by (coalesce("users"."age", ?) + ?) / ? desc"#,
    );
}
