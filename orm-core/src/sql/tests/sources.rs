//! Set operations, derived tables and named queries.

use crate::doc::{Post, User};
use crate::prelude::*;
use crate::query::Query;

#[derive(Debug, PartialEq, Projection)]
#[projection(from = Post, name = "totals")]
struct Totals {
    author_id: i32,
    #[projection(count_all())]
    posts: i64,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(from = User, name = "chain")]
struct Chain {
    id: i32,
    #[projection(User::id + 0)]
    depth: i32,
}

fn totals<D: crate::dialect::Database>() -> crate::query::Select<D, (crate::expr::In<Post>,), Totals> {
    Post::query().group_by(Post::author_id).select(Totals::SELECT)
}

#[test]
fn the_rows_of_queries_are_put_together() {
    check!(
        User::query()
            .select((User::id, User::name))
            .union_all(Post::query().select((Post::id, Post::title)))
            .order_by((User::name.desc(), User::id))
            .limit(3),
        r#"select "users"."id", "users"."name" from "users" union all select "posts"."id", "posts"."title" from "posts" order by 2 desc, 1 limit $1"#,
        "select `users`.`id`, `users`.`name` from `users` union all select `posts`.`id`, `posts`.`title` from `posts` order by 2 desc, 1 limit ?",
        r#"select "users"."id", "users"."name" from "users" union all select "posts"."id", "posts"."title" from "posts" order by 2 desc, 1 limit 3"#,
    );
}

#[test]
fn set_operations_are_done_from_left_to_right() {
    check!(
        User::query()
            .select(User::id)
            .union(Post::query().select(Post::id))
            .except(Post::query().select(Post::author_id).order_by(Post::id).limit(1))
            .order_by(User::id),
        r#"select * from (select "users"."id" as "c0" from "users" union select "posts"."id" from "posts") as "rows" except select * from (select "posts"."author_id" as "c0" from "posts" order by "posts"."id" limit $1) as "rows" order by 1"#,
        "select * from (select `users`.`id` as `c0` from `users` union select `posts`.`id` from `posts`) as `rows` except select * from (select `posts`.`author_id` as `c0` from `posts` order by `posts`.`id` limit ?) as `rows` order by 1",
        r#"select * from (select "users"."id" as "c0" from "users" union select "posts"."id" from "posts") as "rows" except select * from (select "posts"."author_id" as "c0" from "posts" order by "posts"."id" limit 1) as "rows" order by 1"#,
    );
    assert_eq!(
        User::query()
            .select(User::id)
            .union(User::query().select(User::id))
            .union(Post::query().select(Post::id))
            .sql(Sqlite)
            .text,
        r#"select "users"."id" from "users" union select "users"."id" from "users" union select "posts"."id" from "posts""#,
    );
}

#[test]
fn nulls_of_a_whole_are_sorted_alike() {
    check!(
        User::query()
            .select((User::id, User::age))
            .union(User::query().select((User::id, User::age)))
            .order_by(User::age.desc().nulls_first()),
        r#"select "users"."id", "users"."age" from "users" union select "users"."id", "users"."age" from "users" order by 2 desc nulls first"#,
        "select * from (select `users`.`id` as `c0`, `users`.`age` as `c1` from `users` union select `users`.`id`, `users`.`age` from `users`) as `rows` order by `c1` is not null, `c1` desc",
        r#"select "users"."id", "users"."age" from "users" union select "users"."id", "users"."age" from "users" order by 2 desc nulls first"#,
    );
}

#[test]
fn a_derived_table_has_typed_columns() {
    check!(
        User::query()
            .left_join(Totals::derived(totals()), Totals::author_id.eq(User::id))
            .select((User::name, Totals::posts)),
        r#"select "users"."name", "totals"."posts" from "users" left join (select "posts"."author_id" as "author_id", count(*) as "posts" from "posts" group by "posts"."author_id") as "totals" on "totals"."author_id" = "users"."id""#,
        "select `users`.`name`, `totals`.`posts` from `users` left join (select `posts`.`author_id` as `author_id`, count(*) as `posts` from `posts` group by `posts`.`author_id`) as `totals` on `totals`.`author_id` = `users`.`id`",
        r#"select "users"."name", "totals"."posts" from "users" left join (select "posts"."author_id" as "author_id", count(*) as "posts" from "posts" group by "posts"."author_id") as "totals" on "totals"."author_id" = "users"."id""#,
    );
}

#[test]
fn named_queries_stand_in_front_once() {
    check!(
        from(Totals::cte(totals()))
            .join(Chain::cte(User::query().select((User::id, User::id + 1))), Chain::id.eq(Totals::author_id))
            .filter(Totals::posts.gt(1))
            .select((Totals::posts, Chain::depth)),
        r#"with "totals" ("author_id", "posts") as (select "posts"."author_id", count(*) from "posts" group by "posts"."author_id"), "chain" ("id", "depth") as (select "users"."id", "users"."id" + $1 from "users") select "totals"."posts", "chain"."depth" from "totals" join "chain" on "chain"."id" = "totals"."author_id" where "totals"."posts" > $2"#,
        "with `totals` (`author_id`, `posts`) as (select `posts`.`author_id`, count(*) from `posts` group by `posts`.`author_id`), `chain` (`id`, `depth`) as (select `users`.`id`, `users`.`id` + ? from `users`) select `totals`.`posts`, `chain`.`depth` from `totals` join `chain` on `chain`.`id` = `totals`.`author_id` where `totals`.`posts` > ?",
        r#"with "totals" ("author_id", "posts") as (select "posts"."author_id", count(*) from "posts" group by "posts"."author_id"), "chain" ("id", "depth") as (select "users"."id", "users"."id" + ? from "users") select "totals"."posts", "chain"."depth" from "totals" join "chain" on "chain"."id" = "totals"."author_id" where "totals"."posts" > ?"#,
    );
}

#[test]
fn a_named_query_reads_itself() {
    check!(
        from(Chain::recursive(User::query().filter(User::id.eq(1)).select(Chain::SELECT), |chain| {
            User::query().join(chain, User::age.eq(Chain::id)).select((User::id, Chain::depth + 1))
        })),
        r#"with recursive "chain" ("id", "depth") as (select "users"."id", "users"."id" + $1 from "users" where "users"."id" = $2 union all select "users"."id", "chain"."depth" + $3 from "users" join "chain" on "users"."age" = "chain"."id") select "chain"."id", "chain"."depth" from "chain""#,
        "with recursive `chain` (`id`, `depth`) as (select `users`.`id`, `users`.`id` + ? from `users` where `users`.`id` = ? union all select `users`.`id`, `chain`.`depth` + ? from `users` join `chain` on `users`.`age` = `chain`.`id`) select `chain`.`id`, `chain`.`depth` from `chain`",
        r#"with recursive "chain" ("id", "depth") as (select "users"."id", "users"."id" + ? from "users" where "users"."id" = ? union all select "users"."id", "chain"."depth" + ? from "users" join "chain" on "users"."age" = "chain"."id") select "chain"."id", "chain"."depth" from "chain""#,
    );
}

#[test]
fn a_named_query_writes_on_postgres() {
    let removed =
        Post::delete().filter(Post::id.lt(5)).returning_only((Post::author_id, Post::id.cast::<i64>()));
    let query = from(Totals::written(removed)).select(count_all());
    assert_eq!(
        query.sql(Postgres).text,
        r#"with "totals" ("author_id", "posts") as (delete from "posts" where "posts"."id" < $1 returning "posts"."author_id", cast("posts"."id" as bigint)) select count(*) from "totals""#,
    );
    let kept = Totals::cte(totals::<Postgres>()).materialized();
    assert!(from(kept).sql(Postgres).text.contains(") as materialized (select"));
}

#[test]
fn a_lateral_join_reads_the_sources_before_it() {
    macro_rules! newest {
        () => {
            Totals::derived(
                Post::query()
                    .correlate(User::table)
                    .filter(Post::author_id.eq(User::id))
                    .select(Totals::SELECT),
            )
        };
    }
    assert_eq!(
        User::query().left_join_lateral_all(newest!()).select((User::id, Totals::posts)).sql(Mysql).text,
        "select `users`.`id`, `totals`.`posts` from `users` left join lateral (select `posts`.`author_id` as `author_id`, count(*) as `posts` from `posts` where `posts`.`author_id` = `users`.`id`) as `totals` on true",
    );
    assert_eq!(
        User::query().cross_join_lateral(newest!()).select(User::id).sql(Postgres).text,
        r#"select "users"."id" from "users" cross join lateral (select "posts"."author_id" as "author_id", count(*) as "posts" from "posts" where "posts"."author_id" = "users"."id") as "totals""#,
    );
}

#[test]
fn a_whole_is_counted_over_its_rows() {
    let whole = || User::query::<Sqlite>().select(User::id).union(Post::query().select(Post::id)).limit(3);
    assert_eq!(
        super::super::count(orm_schema::Dialect::Sqlite, crate::query::Query::into_query(whole())).text,
        r#"select count(*) from (select "users"."id" as "c0" from "users" union select "posts"."id" from "posts" limit 3) as "rows""#,
    );
    let counted = from::<Sqlite, _, _, _>(Totals::cte(totals())).filter(Totals::posts.gt(1)).into_query();
    assert_eq!(
        super::super::count(orm_schema::Dialect::Sqlite, counted).text,
        r#"with "totals" ("author_id", "posts") as (select "posts"."author_id", count(*) from "posts" group by "posts"."author_id") select count(*) from "totals" where "totals"."posts" > ?"#,
    );
}
