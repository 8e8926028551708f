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

alias!(Author = User as "author");

#[test]
fn an_update_joins_what_it_reads() {
    check!(
        User::update()
            .from(Post::table)
            .left_join(Author::table, Author.id.eq(Post::author_id))
            .from(Paper::table)
            .set(User::age, Author.age)
            .filter(Post::id.eq(User::id)),
        r#"update "users" set "age" = "author"."age" from "posts" left join "users" as "author" on "author"."id" = "posts"."author_id" cross join "papers" where "posts"."id" = "users"."id" and "papers"."deleted_at" is null"#,
        "update `users`, `posts` left join `users` as `author` on `author`.`id` = `posts`.`author_id` cross join `papers` set `users`.`age` = `author`.`age` where `posts`.`id` = `users`.`id` and `papers`.`deleted_at` is null",
        r#"update "users" set "age" = "author"."age" from "posts" left join "users" as "author" on "author"."id" = "posts"."author_id" cross join "papers" where "posts"."id" = "users"."id" and "papers"."deleted_at" is null"#,
    );
}

#[test]
fn a_subquery_of_the_table_that_is_changed_stands_in_a_table_of_its_own() {
    check!(
        User::delete().filter(User::id.in_(User::query().filter(User::age.gt(99)).select(User::id))),
        r#"delete from "users" where "users"."id" in (select "users"."id" from "users" where "users"."age" > $1)"#,
        "delete from `users` where `users`.`id` in (select * from (select `users`.`id` as `c0` from `users` where `users`.`age` > ?) as `rows`)",
        r#"delete from "users" where "users"."id" in (select "users"."id" from "users" where "users"."age" > ?)"#,
    );
    let namesakes = from(Author::table)
        .correlate(User::table)
        .filter(Author.name.eq(User::name).and(Author.id.lt(User::id)));
    assert_eq!(
        User::delete().filter(exists(namesakes)).sql(Mysql).text,
        "delete from `users` where exists (select 1 from `users` as `author` where `author`.`name` = `users`.`name` and `author`.`id` < `users`.`id`)",
    );
}

#[test]
fn columns_are_set_before_what_they_are_read_from() {
    let update = User::update().set(User::id, 1).set(User::age, User::id).set(User::name, "x").all_rows();
    assert_eq!(update.sql(Mysql).text, "update `users` set `age` = `users`.`id`, `id` = ?, `name` = ?");
}

#[test]
fn a_partner_that_is_deleted_is_none() {
    assert_eq!(
        Post::delete()
            .using(User::table)
            .left_join(Paper::table, Paper::id.eq(User::id))
            .filter(User::id.eq(Post::author_id))
            .sql(Mysql)
            .text,
        "delete `posts` from `posts`, `users` left join `papers` on `papers`.`id` = `users`.`id` and `papers`.`deleted_at` is null where `users`.`id` = `posts`.`author_id`",
    );
}

#[test]
fn a_merge_says_what_is_done_with_which_rows() {
    let merge = Paper::merge(Post::table, Post::id.eq(Paper::id))
        .when_matched()
        .filter(Post::title.eq(""))
        .filter(Paper::revision.gt(1))
        .delete()
        .when_matched()
        .update(|paper| paper.set(Paper::title, Post::title))
        .when_not_matched()
        .filter(Post::title.ne(""))
        .insert(|paper| paper.set(Paper::id, Post::id).set(Paper::title, "new"))
        .when_not_matched_by_source()
        .do_nothing();
    let expected = [
        r#"merge into "papers" using "posts" on "posts"."id" = "papers"."id""#,
        r#"when matched and "posts"."title" = $1 and "papers"."revision" > $2 and "papers"."deleted_at" is null then"#,
        r#"update set "deleted_at" = now(), "revision" = "papers"."revision" + $3"#,
        r#"when matched then update set "title" = "posts"."title", "revision" = "papers"."revision" + $4"#,
        r#"when not matched and "posts"."title" <> $5 then insert ("id", "title") values ("posts"."id", $6)"#,
        r#"when not matched by source and "papers"."deleted_at" is null then do nothing"#,
    ];
    assert_eq!(merge.sql(Postgres).text, expected.join(" "));
    let nothing = Post::merge(Paper::table, Paper::id.eq(Post::id)).when_matched().update(|post| post);
    assert_eq!(
        nothing.sql(Postgres).text,
        r#"merge into "posts" using (select "papers"."id" as "id", "papers"."title" as "title", "papers"."revision" as "revision", "papers"."deleted_at" as "deleted_at" from "papers" where "papers"."deleted_at" is null) as "papers" on "papers"."id" = "posts"."id" when matched then do nothing"#,
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
