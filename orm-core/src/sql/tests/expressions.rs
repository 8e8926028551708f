//! Row values, quantifiers, functions and windows in the dialects that have them.

use crate::doc::{Post, User};
use crate::prelude::*;

#[test]
fn row_values_are_compared_in_parentheses() {
    check_filter!(
        row((User::name, User::id)).le(("m", User::id + 1)),
        r#"("users"."name", "users"."id") <= ($1, "users"."id" + $2)"#,
        "(`users`.`name`, `users`.`id`) <= (?, `users`.`id` + ?)",
        r#"("users"."name", "users"."id") <= (?, "users"."id" + ?)"#,
    );
    check_filter!(
        row((User::name, User::id)).not_in([("a", 1), ("b", 2), ("c", 3)]),
        r#"("users"."name", "users"."id") not in (($1, $2), ($3, $4), ($5, $6), ($7, $8))"#,
        "(`users`.`name`, `users`.`id`) not in ((?, ?), (?, ?), (?, ?), (?, ?))",
        r#"("users"."name", "users"."id") not in (values (?, ?), (?, ?), (?, ?), (?, ?))"#,
    );
    check_filter!(
        row((User::name, User::id)).in_(Post::query().select((Post::title, Post::author_id))),
        r#"("users"."name", "users"."id") in (select "posts"."title", "posts"."author_id" from "posts")"#,
        "(`users`.`name`, `users`.`id`) in (select `posts`.`title`, `posts`.`author_id` from `posts`)",
        r#"("users"."name", "users"."id") in (select "posts"."title", "posts"."author_id" from "posts")"#,
    );
    check_filter!(row((User::name, User::id)).in_(Vec::<(String, i32)>::new()), "false", "false", "false");
}

#[test]
fn a_collation_is_a_quoted_name() {
    check_filter!(
        User::name.collate("de\"\x60x").eq("a"),
        "(\"users\".\"name\" collate \"de\"\"\x60x\") = $1",
        "(\x60users\x60.\x60name\x60 collate \x60de\"\x60\x60x\x60) = ?",
        "(\"users\".\"name\" collate \"de\"\"\x60x\") = ?",
    );
}

#[test]
fn formats_are_written_in_the_words_of_each_database() {
    check!(
        User::query().select(current_date().format("%d.%m.%Y it's %j%%")),
        r#"select to_char(cast(now() at time zone 'UTC' as date), 'DD"."MM"."YYYY" it''s "DDD"%"') from "users""#,
        "select date_format(utc_date(), '%d.%m.%Y it''s %j%%') from `users`",
        r#"select strftime('%d.%m.%Y it''s %j%%', date('now')) from "users""#,
    );
}

#[test]
fn a_window_with_a_name_is_written_once() {
    let all = || window().order_by(User::id).named("all");
    check!(
        User::query()
            .select((
                rank().over(all()),
                count_all().over(all()),
                rank().over(window().order_by(User::age).named("all"))
            ))
            .order_by((dense_rank().over(all()), rank().over(window().named("late"))))
            .filter(User::id.in_(User::query().select(rank().over(all()).cast::<i32>()))),
        r#"select rank() over "all", count(*) over "all", rank() over (order by "users"."age") from "users" where "users"."id" in (select cast(rank() over "all" as integer) from "users" window "all" as (order by "users"."id")) window "all" as (order by "users"."id") order by dense_rank() over "all", rank() over ()"#,
        "select rank() over `all`, count(*) over `all`, rank() over (order by `users`.`age`) from `users` where `users`.`id` in (select cast(rank() over `all` as signed) from `users` window `all` as (order by `users`.`id`)) window `all` as (order by `users`.`id`) order by dense_rank() over `all`, rank() over ()",
        r#"select rank() over "all", count(*) over "all", rank() over (order by "users"."age") from "users" where "users"."id" in (select cast(rank() over "all" as integer) from "users" window "all" as (order by "users"."id")) window "all" as (order by "users"."id") order by dense_rank() over "all", rank() over ()"#,
    );
}

#[test]
fn quantifiers_take_queries_and_arrays() {
    let authors = || Post::query().select(Post::author_id);
    let text = User::query().filter(User::id.gt_any(authors())).select(User::id).sql(Postgres).text;
    assert!(
        text.ends_with(r#"where "users"."id" > any (select "posts"."author_id" from "posts")"#),
        "{text}"
    );
    let text = User::query().filter(User::id.ne_all(vec![1, 2])).select(User::id).sql(Postgres).text;
    assert!(text.ends_with(r#"where "users"."id" <> all ($1)"#), "{text}");
}

#[cfg(all(feature = "pgvector", feature = "bit-vec"))]
#[test]
fn vectors_have_six_distances() {
    let vector = || sql("v").expr::<pgvector::Vector>();
    let bits = || sql("b").expr::<bit_vec::BitVec>();
    let value = || pgvector::Vector::from(vec![1.0, 2.0]);
    let text = User::query()
        .select((
            vector().l2_distance(value()),
            vector().l1_distance(value()),
            vector().inner_product(value()),
            vector().cosine_distance(value()),
            bits().hamming_distance(bits()),
            bits().jaccard_distance(bits()),
        ))
        .order_by(vector().cosine_distance(value()))
        .sql(Postgres)
        .text;
    assert_eq!(
        text,
        r#"select ((v) <-> $1), ((v) <+> $2), ((v) <#> $3), ((v) <=> $4), ((b) <~> (b)), ((b) <%> (b)) from "users" order by ((v) <=> $5)"#,
    );
}
