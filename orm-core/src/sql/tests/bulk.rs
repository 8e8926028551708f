//! Many rows at once: inserts as arrays or values, changes of each row in its own way, answers to conflicts.

use chrono::{DateTime, Utc};

use crate::doc::{Post, User, UserPatch};
use crate::new;
use crate::prelude::*;
use crate::sql::Statement;
use crate::types::Value;

#[derive(Debug, Clone, Copy, PartialEq, ColumnType, serde::Deserialize)]
#[column_type(name = "app.sheet size")]
enum Size {
    Small,
}

#[derive(Table)]
#[table(name = "changes", version = revision, soft_delete = deleted_at)]
#[expect(dead_code, reason = "only its columns are written")]
struct Sheet {
    #[column(primary_key, auto_increment)]
    id: i32,
    #[column(unique)]
    title: String,
    size: Option<Size>,
    #[column(type = "smallint")]
    weight: Option<i32>,
    #[column(default = 0)]
    revision: i32,
    #[column(default = now())]
    created_at: DateTime<Utc>,
    #[column(default = now(), on_update = now())]
    updated_at: DateTime<Utc>,
    deleted_at: Option<DateTime<Utc>>,
}

#[derive(Table)]
#[table(name = "tagged")]
#[expect(dead_code, reason = "only its columns are written")]
struct Tagged {
    #[column(primary_key)]
    id: i32,
    tags: Vec<String>,
}

fn texts(statements: Vec<Statement>) -> Vec<String> {
    statements.into_iter().map(|statement| statement.text).collect()
}

fn named(name: &str) -> UserPatch {
    UserPatch { name: Some(name.to_owned()), ..UserPatch::default() }
}

#[test]
fn rows_are_copied_by_the_columns_they_name() {
    let rows =
        [new!(User { name: "a", age: 1 }), new!(User { name: "b\t" }), new!(User { id: 7, name: "c" })];
    let statements = User::copy_many(rows).statements();
    assert_eq!(statements[0].text, r#"copy "users" ("name", "age") from stdin"#);
    let text = |text: &'static str| Value::Text(text.into());
    assert_eq!(statements[0].binds, [text("a"), Value::I32(1), text("b\t"), Value::Null]);
    assert_eq!(statements[1].text, r#"copy "users" ("id", "name", "age") from stdin"#);
    let sheets = (0..3).map(|_| new!(Sheet { title: "a".repeat(3 << 20) }));
    assert_eq!(Sheet::copy_many(sheets).statements().len(), 2, "each holds about four megabytes");
}

#[test]
fn rows_that_name_the_same_columns_are_arrays() {
    let rows = (0..100_000).map(|age| new!(User { name: "a", age: Some(age).filter(|age| age % 2 == 0) }));
    let statements = User::insert_many(rows).statements(Postgres);
    assert_eq!(statements.len(), 7);
    assert!(statements.iter().all(|statement| statement.text == statements[0].text));
    assert_eq!(
        statements[0].text,
        r#"insert into "users" ("name", "age") select * from unnest($1::text[], $2::integer[])"#,
    );
    let Value::Array { element, values } = &statements[6].binds[1] else {
        panic!("{:?}", statements[6].binds)
    };
    assert_eq!((*element, values.len()), ("integer", 100_000 - 6 * 16_384));
    assert_eq!(values[..2], [Value::I32(98_304), Value::Null]);
}

#[test]
fn labels_are_arrays_of_their_enum() {
    let row = |size| new!(Sheet { title: "a", size, weight: 1 });
    let statements = Sheet::insert_many([row(None), row(Some(Size::Small))]).statements(Postgres);
    assert_eq!(
        statements[0].text,
        r#"insert into "changes" ("title", "size", "weight", "deleted_at") select * from unnest("#.to_owned()
            + r#"$1::text[], $2::text[]::"app.sheet size"[], $3::integer[], $4::timestamptz[])"#,
    );
}

#[test]
fn what_no_array_holds_stands_in_rows() {
    let tagged = |id: i32| new!(Tagged { id, tags: vec![] });
    let statements = Tagged::insert_many([tagged(1), tagged(2)]).statements(Postgres);
    assert!(statements[0].text.contains("values ($1, "), "{}", statements[0].text);
    // Nothing says of which type a NULL is in a column whose type was written by hand.
    let unweighed = || new!(Sheet { title: "a" });
    let statements = Sheet::insert_many([unweighed(), unweighed()]).statements(Postgres);
    assert!(statements[0].text.contains("values ($1, "), "{}", statements[0].text);
}

#[test]
fn long_runs_of_like_rows_are_arrays_beside_others() {
    let row = |n: i32| new!(User { name: "a", id: n });
    let rows = (0..100).map(row).chain([new!(User { name: "b" })]).chain((0..3).map(row));
    let binds =
        User::insert_many(rows).statements(Postgres).iter().map(|s| s.binds.len()).collect::<Vec<_>>();
    assert_eq!(binds, [3, 11]);
}

#[test]
fn a_statement_has_a_few_megabytes() {
    let text = "x".repeat(1 << 20);
    let rows = || (0..5).map(|_| new!(User { name: text.as_str() }));
    assert_eq!(User::insert_many(rows()).statements(Postgres).len(), 2);
    assert_eq!(User::insert_many(rows()).statements(Mysql).len(), 2);
    let huge = [new!(User { name: "x".repeat(5 << 20) }), new!(User { name: "y" })];
    assert_eq!(User::insert_many(huge).statements(Mysql).len(), 2);
}

#[test]
fn what_is_copied_by_one_statement_takes_a_few_megabytes_of_memory() {
    fn cells(values: &[Value]) -> usize {
        let inner = values.iter().map(|value| match value {
            Value::Array { values, .. } => cells(values),
            _ => 0,
        });
        size_of_val(values) + inner.sum::<usize>()
    }
    let narrow = User::copy_many((0..200_000).map(|age| new!(User { name: "a", age }))).statements();
    let tags = || vec![String::new(); 1_000];
    let arrays = Tagged::copy_many((0..500).map(|id| new!(Tagged { id, tags: tags() }))).statements();
    for statements in [narrow, arrays] {
        assert!(statements.iter().all(|statement| cells(&statement.binds) <= 4 << 20));
        assert!(statements.len() < 20, "{} statements", statements.len());
    }
}

#[test]
fn rows_change_each_in_its_own_way() {
    let patches = || [(1, named("a")), (2, UserPatch { age: Some(None), ..named("b") }), (3, named("c"))];
    assert_eq!(
        texts(User::update_many(User::id, patches()).statements(Postgres)),
        [
            r#"update "users" set "name" = "changes"."name" from unnest($1::integer[], $2::text[]) as "changes" ("id", "name") where "users"."id" = "changes"."id""#,
            r#"update "users" set "name" = $1, "age" = $2 where "users"."id" = $3"#,
        ],
    );
    assert_eq!(
        texts(User::update_many(User::id, patches()).statements(Mysql)),
        [
            "update `users` set `name` = case when `users`.`id` = ? then ? when `users`.`id` = ? then ? else `users`.`name` end where `users`.`id` in (?, ?)",
            "update `users` set `name` = ?, `age` = ? where `users`.`id` = ?",
        ],
    );
    assert_eq!(
        texts(User::update_many(User::id, patches()).statements(Sqlite)),
        [
            r#"update "users" set "name" = ? where "users"."id" = ?"#,
            r#"update "users" set "name" = ? where "users"."id" = ?"#,
            r#"update "users" set "name" = ?, "age" = ? where "users"."id" = ?"#,
        ],
    );
}

#[test]
fn many_changes_count_versions_and_pass_over_deleted_rows() {
    let title = |title: &str| SheetPatch { title: Some(title.to_owned()), ..SheetPatch::default() };
    let changes = || [((1, 7), title("a")), ((2, 8), title("b"))];
    let key = (Sheet::id, Sheet::revision);
    assert_eq!(
        Sheet::update_many(key, changes()).statements(Postgres)[0].text,
        r#"update "changes" set "title" = "new_changes"."title", "revision" = "changes"."revision" + $1, "updated_at" = now() from unnest($2::integer[], $3::text[], $4::integer[]) as "new_changes" ("id", "title", "revision") where "changes"."id" = "new_changes"."id" and "changes"."revision" = "new_changes"."revision" and "changes"."deleted_at" is null"#,
    );
    assert_eq!(
        Sheet::update_many(key, changes()).with_deleted().statements(Mysql)[0].text,
        "update `changes` set `title` = case when `changes`.`id` = ? and `changes`.`revision` = ? then ? when `changes`.`id` = ? and `changes`.`revision` = ? then ? else `changes`.`title` end, `revision` = `changes`.`revision` + ? where (`changes`.`id` = ? and `changes`.`revision` = ?) or (`changes`.`id` = ? and `changes`.`revision` = ?)",
    );
}

#[test]
fn patches_of_one_key_are_put_together() {
    let age = UserPatch { age: Some(Some(9)), ..UserPatch::default() };
    let statements =
        User::update_many(User::id, [(1, named("a")), (1, age), (1, named("b"))]).statements(Sqlite);
    assert_eq!(statements.len(), 1);
    assert_eq!(statements[0].binds, [Value::Text("b".into()), Value::I32(9), Value::I32(1)]);
    assert_eq!(User::update_many(User::id, [(1, UserPatch::default())]).statements(Postgres), []);
}

#[test]
fn all_columns_are_replaced_that_the_insert_says() {
    let row = || new!(Sheet { title: "a" });
    assert_eq!(
        Sheet::insert(row()).on_conflict(Sheet::title).do_update_all().sql(Sqlite).text,
        r#"insert into "changes" ("title", "size", "weight", "deleted_at") values (?, ?, ?, ?) on conflict ("title") do update set "size" = excluded."size", "weight" = excluded."weight", "deleted_at" = excluded."deleted_at", "revision" = "changes"."revision" + ?, "updated_at" = strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now')"#,
    );
    let kept = (Sheet::size, Sheet::weight, Sheet::deleted_at);
    assert_eq!(
        Sheet::insert(row()).on_duplicate_key().do_update_except(kept).sql(Mysql).text,
        "insert into `changes` (`title`, `size`, `weight`, `deleted_at`) values (?, ?, ?, ?) on duplicate key update `id` = last_insert_id(`changes`.`id`), `title` = values(`title`), `revision` = `changes`.`revision` + ?",
    );
    let rows = User::query().select((User::id, User::name));
    assert_eq!(
        Post::insert_from((Post::id, Post::title), rows)
            .on_conflict(Post::id)
            .do_update_all()
            .statements(Postgres)[0]
            .text,
        r#"insert into "posts" ("id", "title") select "users"."id", "users"."name" from "users" on conflict ("id") do update set "title" = excluded."title""#,
    );
}
