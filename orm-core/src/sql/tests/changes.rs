//! Inserts, updates and deletes beyond their plain forms.

use chrono::{DateTime, Utc};

use crate::doc::{Post, User};
use crate::prelude::*;

#[derive(Table)]
#[table(name = "papers", version = revision, soft_delete = deleted_at)]
#[expect(dead_code, reason = "only its columns are written")]
struct Paper {
    #[column(primary_key, auto_increment)]
    id: i32,
    title: String,
    #[column(default = 0)]
    revision: i32,
    deleted_at: Option<DateTime<Utc>>,
}

#[test]
fn a_query_is_inserted() {
    macro_rules! insert {
        () => {
            Post::insert_from((Post::author_id, Post::title), User::query().select((User::id, User::name)))
        };
    }
    assert_eq!(
        insert!().on_conflict(Post::id).do_nothing().statements(Postgres)[0].text,
        r#"insert into "posts" ("author_id", "title") select "users"."id", "users"."name" from "users" on conflict ("id") do nothing"#,
    );
    assert_eq!(
        insert!().on_duplicate_key().do_update(Post::title).statements(Mysql)[0].text,
        "insert into `posts` (`author_id`, `title`) select `users`.`id`, `users`.`name` from `users` on duplicate key update `id` = last_insert_id(`posts`.`id`), `title` = values(`title`)",
    );
    assert_eq!(
        insert!().on_conflict(Post::id).do_nothing().statements(Sqlite)[0].text,
        r#"insert into "posts" ("author_id", "title") select "users"."id", "users"."name" from "users" where true on conflict ("id") do nothing"#,
    );
}

#[test]
fn an_update_reads_other_tables() {
    check!(
        User::update().from(Post::table).set(User::name, Post::title).filter(Post::author_id.eq(User::id)),
        r#"update "users" set "name" = "posts"."title" from "posts" where "posts"."author_id" = "users"."id""#,
        "update `users`, `posts` set `users`.`name` = `posts`.`title` where `posts`.`author_id` = `users`.`id`",
        r#"update "users" set "name" = "posts"."title" from "posts" where "posts"."author_id" = "users"."id""#,
    );
}

#[test]
fn a_delete_reads_other_tables() {
    assert_eq!(
        Post::delete().using(User::table).filter(User::id.eq(Post::author_id)).sql(Postgres).text,
        r#"delete from "posts" using "users" where "users"."id" = "posts"."author_id""#,
    );
    assert_eq!(
        Post::delete().using(User::table).filter(User::id.eq(Post::author_id)).sql(Mysql).text,
        "delete `posts` from `posts`, `users` where `users`.`id` = `posts`.`author_id`",
    );
    assert_eq!(
        Post::delete().filter(Post::id.gt(3)).order_by(Post::id.desc()).limit(2).sql(Mysql).text,
        "delete from `posts` where `posts`.`id` > ? order by `posts`.`id` desc limit ?",
    );
}

#[test]
fn every_update_counts_the_version() {
    check!(
        Paper::update().set(Paper::title, "x").filter(Paper::id.eq(7)).expect_version(3),
        r#"update "papers" set "title" = $1, "revision" = "papers"."revision" + $2 where "papers"."id" = $3 and "papers"."revision" = $4 and "papers"."deleted_at" is null"#,
        "update `papers` set `title` = ?, `revision` = `papers`.`revision` + ? where `papers`.`id` = ? and `papers`.`revision` = ? and `papers`.`deleted_at` is null",
        r#"update "papers" set "title" = ?, "revision" = "papers"."revision" + ? where "papers"."id" = ? and "papers"."revision" = ? and "papers"."deleted_at" is null"#,
    );
}

#[test]
fn deleted_rows_are_marked_and_left_out() {
    check!(
        Paper::delete().filter(Paper::id.eq(7)).hard_delete(),
        r#"delete from "papers" where "papers"."id" = $1"#,
        "delete from `papers` where `papers`.`id` = ?",
        r#"delete from "papers" where "papers"."id" = ?"#,
    );
    assert_eq!(
        Paper::delete().filter(Paper::id.eq(7)).sql(Postgres).text,
        r#"update "papers" set "deleted_at" = now(), "revision" = "papers"."revision" + $1 where "papers"."id" = $2 and "papers"."deleted_at" is null"#,
    );
    check!(
        Paper::query().filter(Paper::id.gt(1)).select(Paper::id),
        r#"select "papers"."id" from "papers" where "papers"."id" > $1 and "papers"."deleted_at" is null"#,
        "select `papers`.`id` from `papers` where `papers`.`id` > ? and `papers`.`deleted_at` is null",
        r#"select "papers"."id" from "papers" where "papers"."id" > ? and "papers"."deleted_at" is null"#,
    );
    assert_eq!(
        Paper::query().with_deleted().select(Paper::id).sql(Sqlite).text,
        r#"select "papers"."id" from "papers""#,
    );
}

#[test]
fn a_join_finds_no_deleted_row() {
    assert_eq!(
        User::query().left_join(Paper::table, Paper::id.eq(User::id)).select(Paper::title).sql(Sqlite).text,
        r#"select "papers"."title" from "users" left join "papers" on "papers"."id" = "users"."id" and "papers"."deleted_at" is null"#,
    );
    assert_eq!(
        User::query()
            .full_join(Paper::table, Paper::id.eq(User::id))
            .select((User::id, Paper::id))
            .sql(Postgres)
            .text,
        r#"select "users"."id", "papers"."id" from "users" full join (select "papers"."id" as "id", "papers"."title" as "title", "papers"."revision" as "revision", "papers"."deleted_at" as "deleted_at" from "papers" where "papers"."deleted_at" is null) as "papers" on "papers"."id" = "users"."id""#,
    );
}
