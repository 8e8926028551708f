//! Statements in the three dialects side by side.

use chrono::{DateTime, Utc};

use crate::doc::{Post, User};
use crate::prelude::*;
use crate::query::Assign;
use crate::query::Query;
use crate::types::Value;
use crate::{alias, new};

alias!(Boss = User as "boss");

#[derive(Table)]
#[table(name = "notes", schema = "app")]
#[expect(dead_code, reason = "only its columns are written")]
struct Note {
    #[column(primary_key, auto_increment)]
    id: i32,
    text: String,
    #[column(default = now(), on_update = now())]
    updated_at: DateTime<Utc>,
}

/// Checks the text of a statement for PostgreSQL, MySQL and SQLite.
macro_rules! check {
    ($statement:expr, $postgres:expr, $mysql:expr, $sqlite:expr $(,)?) => {
        assert_eq!($statement.sql(Postgres).text, $postgres);
        assert_eq!($statement.sql(Mysql).text, $mysql);
        assert_eq!($statement.sql(Sqlite).text, $sqlite);
    };
}

/// Checks the condition of a query for PostgreSQL, MySQL and SQLite.
macro_rules! check_filter {
    ($condition:expr, $postgres:expr, $mysql:expr, $sqlite:expr $(,)?) => {
        check!(
            User::query().filter($condition).select(User::id),
            format!(r#"select "users"."id" from "users" where {}"#, $postgres),
            format!("select `users`.`id` from `users` where {}", $mysql),
            format!(r#"select "users"."id" from "users" where {}"#, $sqlite),
        );
    };
}

mod bulk;
mod changes;
mod expressions;
mod groups;
mod locks;
mod sources;

#[test]
fn limits_are_bound_where_that_keeps_plans() {
    check!(
        User::query().select(User::id).limit(10).offset(20),
        r#"select "users"."id" from "users" limit $1 offset $2"#,
        "select `users`.`id` from `users` limit ? offset ?",
        r#"select "users"."id" from "users" limit 10 offset 20"#,
    );
}

#[test]
fn an_offset_needs_a_limit_on_two_databases() {
    check!(
        User::query().select(User::id).offset(20),
        r#"select "users"."id" from "users" offset $1"#,
        "select `users`.`id` from `users` limit 18446744073709551615 offset ?",
        r#"select "users"."id" from "users" limit -1 offset 20"#,
    );
}

#[test]
fn nulls_are_sorted_alike() {
    check!(
        User::query().select(User::id).order_by(User::age.asc().nulls_last()),
        r#"select "users"."id" from "users" order by "users"."age" nulls last"#,
        "select `users`.`id` from `users` order by `users`.`age` is null, `users`.`age`",
        r#"select "users"."id" from "users" order by "users"."age" nulls last"#,
    );
}

#[test]
fn lists_have_one_text_for_many_lengths() {
    check_filter!(
        User::id.in_([1, 2, 3]),
        r#""users"."id" = any($1)"#,
        "`users`.`id` in (?, ?, ?, ?)",
        r#""users"."id" in (select value from json_each(?))"#,
    );
    check_filter!(
        User::name.not_in(["a", "b"]),
        r#""users"."name" <> all($1)"#,
        "`users`.`name` not in (?, ?)",
        r#""users"."name" not in (select value from json_each(?))"#,
    );
    assert_eq!(
        User::query().filter(User::name.in_(["a\"b\\", "\u{1}"])).sql(Sqlite).binds,
        [Value::Text(r#"["a\"b\\","\u0001"]"#.into())],
    );
}

#[test]
fn an_empty_list_matches_nothing() {
    check_filter!(User::id.in_(Vec::<i32>::new()), "false", "false", "false");
    check_filter!(User::id.not_in(Vec::<i32>::new()), "true", "true", "true");
}

#[test]
fn conditions_keep_their_grouping() {
    check_filter!(
        User::id.eq(1).or(User::id.eq(2)).and(!User::age.is_null()),
        r#"("users"."id" = $1 or "users"."id" = $2) and not ("users"."age" is null)"#,
        "(`users`.`id` = ? or `users`.`id` = ?) and not (`users`.`age` is null)",
        r#"("users"."id" = ? or "users"."id" = ?) and not ("users"."age" is null)"#,
    );
}

#[test]
fn null_is_a_value_for_distinct_from() {
    check_filter!(
        User::age.is_distinct_from(5),
        r#""users"."age" is distinct from $1"#,
        "not (`users`.`age` <=> ?)",
        r#""users"."age" is not ?"#,
    );
}

#[test]
fn text_is_searched_as_it_is() {
    check_filter!(
        User::name.contains("50%_!"),
        r#""users"."name" like $1 escape '!'"#,
        "`users`.`name` like ? escape '!'",
        r#""users"."name" like ? escape '!'"#,
    );
    assert_eq!(
        User::query().filter(User::name.contains("50%_!")).sql(Sqlite).binds,
        [Value::Text("%50!%!_!!%".into())],
    );
}

#[test]
fn text_functions_have_their_local_names() {
    check_filter!(
        User::name.lower().concat("!").length().gt(3),
        r#"length(lower("users"."name") || $1) > $2"#,
        "char_length(concat(lower(`users`.`name`), ?)) > ?",
        r#"length(lower("users"."name") || ?) > ?"#,
    );
}

#[test]
fn aggregates_have_one_type_everywhere() {
    check!(
        Post::query().select((
            sum(Post::author_id),
            avg(Post::author_id),
            count_distinct(Post::title),
            count_all()
        )),
        r#"select cast(sum("posts"."author_id") as bigint), cast(avg("posts"."author_id") as double precision), count(distinct "posts"."title"), count(*) from "posts""#,
        "select sum(`posts`.`author_id`), avg(`posts`.`author_id`) + 0e0, count(distinct `posts`.`title`), count(*) from `posts`",
        r#"select sum("posts"."author_id"), avg("posts"."author_id") + 0e0, count(distinct "posts"."title"), count(*) from "posts""#,
    );
}

#[test]
fn a_case_takes_values_and_columns() {
    check!(
        User::query().select(
            case().when(User::age.ge(18), "adult").when(User::age.is_null(), User::name).otherwise("child")
        ),
        r#"select case when "users"."age" >= $1 then $2 when "users"."age" is null then "users"."name" else $3 end from "users""#,
        "select case when `users`.`age` >= ? then ? when `users`.`age` is null then `users`.`name` else ? end from `users`",
        r#"select case when "users"."age" >= ? then ? when "users"."age" is null then "users"."name" else ? end from "users""#,
    );
}

#[test]
fn raw_sql_binds_and_quotes() {
    check_filter!(
        sql("length(").column(User::name).sql(") % ").bind(2).sql(" = 0").expr::<bool>().and(User::id.gt(1)),
        r#"(length("users"."name") % $1 = 0) and "users"."id" > $2"#,
        "(length(`users`.`name`) % ? = 0) and `users`.`id` > ?",
        r#"(length("users"."name") % ? = 0) and "users"."id" > ?"#,
    );
}

#[test]
fn subqueries_see_the_query_around_them() {
    check_filter!(
        not_exists(Post::query().correlate(User::table).filter(Post::author_id.eq(User::id))),
        r#"not exists (select 1 from "posts" where "posts"."author_id" = "users"."id")"#,
        "not exists (select 1 from `posts` where `posts`.`author_id` = `users`.`id`)",
        r#"not exists (select 1 from "posts" where "posts"."author_id" = "users"."id")"#,
    );
    check_filter!(
        User::id.in_(Post::query().select(Post::author_id).filter(Post::title.eq("x"))),
        r#""users"."id" in (select "posts"."author_id" from "posts" where "posts"."title" = $1)"#,
        "`users`.`id` in (select `posts`.`author_id` from `posts` where `posts`.`title` = ?)",
        r#""users"."id" in (select "posts"."author_id" from "posts" where "posts"."title" = ?)"#,
    );
}

#[test]
fn a_table_is_joined_with_itself_under_an_alias() {
    check!(
        User::query().left_join(Boss::table, Boss.id.eq(User::age)).select((User::name, Boss.name)),
        r#"select "users"."name", "boss"."name" from "users" left join "users" as "boss" on "boss"."id" = "users"."age""#,
        "select `users`.`name`, `boss`.`name` from `users` left join `users` as `boss` on `boss`.`id` = `users`.`age`",
        r#"select "users"."name", "boss"."name" from "users" left join "users" as "boss" on "boss"."id" = "users"."age""#,
    );
}

#[test]
fn counting_keeps_what_makes_rows() {
    let text = |select| super::count(orm_schema::Dialect::Sqlite, select).text;
    assert_eq!(
        text(User::query::<Sqlite>().order_by(User::id).filter(User::id.gt(1)).into_query()),
        r#"select count(*) from "users" where "users"."id" > ?"#,
    );
    assert_eq!(
        text(User::query::<Sqlite>().limit(5).into_query()),
        r#"select count(*) from (select 1 from "users" limit 5) as "rows""#,
    );
    assert_eq!(
        text(User::query::<Sqlite>().select(User::age).distinct().into_query()),
        r#"select count(*) from (select distinct "users"."age" as "c0" from "users") as "rows""#,
    );
    assert_eq!(
        text(User::query::<Sqlite>().select(count_all()).into_query()),
        r#"select count(*) from (select count(*) as "c0" from "users") as "rows""#,
    );
}

#[test]
fn an_update_computes_in_the_database() {
    check!(
        User::update().set(User::age, User::age + 1).set(User::name, "Ada").filter(User::id.eq(7)),
        r#"update "users" set "age" = "users"."age" + $1, "name" = $2 where "users"."id" = $3"#,
        "update `users` set `age` = `users`.`age` + ?, `name` = ? where `users`.`id` = ?",
        r#"update "users" set "age" = "users"."age" + ?, "name" = ? where "users"."id" = ?"#,
    );
}

#[test]
fn an_update_writes_what_updates_itself() {
    check!(
        Note::update().set(Note::text, "x").filter(Note::id.eq(7)),
        r#"update "app"."notes" set "text" = $1, "updated_at" = now() where "notes"."id" = $2"#,
        "update `app`.`notes` set `text` = ? where `notes`.`id` = ?",
        r#"update "app"."notes" set "text" = ?, "updated_at" = strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now') where "notes"."id" = ?"#,
    );
    let at = DateTime::<Utc>::UNIX_EPOCH;
    assert_eq!(
        Note::update().set(Note::updated_at, at).all_rows().sql(Postgres).text,
        r#"update "app"."notes" set "updated_at" = $1"#,
    );
}

#[test]
fn an_update_of_nothing_is_no_statement() {
    check!(User::update().filter(User::id.eq(7)), "", "", "");
}

#[test]
fn a_null_is_a_value_to_set() {
    let update = User::update().set(User::age, None).all_rows().sql(Sqlite);
    assert_eq!(update.text, r#"update "users" set "age" = ?"#);
    assert_eq!(update.binds, [Value::Null]);
    let _: crate::ast::Expr = Assign::<Option<i32>>::into_assigned(User::age);
}

#[test]
fn rows_may_leave_out_different_columns() {
    let rows = || [new!(User { name: "a", age: 1 }), new!(User { id: 5, name: "b" })];
    let texts = |statements: Vec<super::Statement>| {
        statements.into_iter().map(|statement| statement.text).collect::<Vec<_>>()
    };
    assert_eq!(
        texts(User::insert_many(rows()).statements(Postgres)),
        [r#"insert into "users" ("id", "name", "age") values (default, $1, $2), ($3, $4, $5)"#],
    );
    assert_eq!(
        texts(User::insert_many(rows()).statements(Mysql)),
        ["insert into `users` (`id`, `name`, `age`) values (default, ?, ?), (?, ?, ?)"],
    );
    assert_eq!(
        texts(User::insert_many(rows()).statements(Sqlite)),
        [
            r#"insert into "users" ("name", "age") values (?, ?)"#,
            r#"insert into "users" ("id", "name", "age") values (?, ?, ?)"#
        ],
    );
}

#[test]
fn many_rows_go_in_chunks_of_few_sizes() {
    let rows = (0..1500).map(|age| new!(User { name: "a", age }));
    let lengths =
        User::insert_many(rows).statements(Sqlite).iter().map(|s| s.binds.len() / 2).collect::<Vec<_>>();
    assert_eq!(lengths, [1024, 256, 128, 64, 16, 12]);
    assert_eq!(User::insert_many(Vec::<crate::doc::NewUser>::new()).statements(Postgres), []);
}

#[test]
fn a_conflict_names_its_key_where_the_database_can() {
    let insert = || new!(User { name: "a", age: 1 });
    assert_eq!(
        User::insert(insert()).on_conflict(User::name).do_nothing().sql(Postgres).text,
        r#"insert into "users" ("name", "age") values ($1, $2) on conflict ("name") do nothing"#,
    );
    assert_eq!(
        User::insert(insert()).on_conflict_do_nothing().sql(Sqlite).text,
        r#"insert into "users" ("name", "age") values (?, ?) on conflict do nothing"#,
    );
    assert_eq!(
        User::insert(insert()).on_duplicate_key().do_nothing().statements(Mysql)[0].text,
        "insert into `users` (`name`, `age`) values (?, ?) on duplicate key update `id` = `users`.`id`",
    );
}

#[test]
fn what_was_written_comes_back() {
    assert_eq!(
        User::delete().filter(User::id.eq(1)).returning().sql(Sqlite).text,
        r#"delete from "users" where "users"."id" = ? returning "users"."id", "users"."name", "users"."age""#,
    );
    assert_eq!(
        User::update()
            .set(User::age, 3)
            .all_rows()
            .returning_only((User::id, User::age + 1))
            .sql(Postgres)
            .text,
        r#"update "users" set "age" = $1 returning "users"."id", "users"."age" + $2"#,
    );
}

#[test]
fn only_postgres_has_these() {
    assert_eq!(
        User::query().distinct_on(User::name).order_by(User::name).select(User::id).sql(Postgres).text,
        r#"select distinct on ("users"."name") "users"."id" from "users" order by "users"."name""#,
    );
    assert_eq!(
        User::query().filter(User::name.ilike("a%")).select(User::id).sql(Postgres).text,
        r#"select "users"."id" from "users" where "users"."name" ilike $1"#,
    );
}
