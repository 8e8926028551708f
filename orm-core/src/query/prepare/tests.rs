use super::{Arguments, PreparedChange, PreparedQuery, PreparedSql, prepare};
use crate::dialect::{Database, Mysql, Postgres, Sqlite};
use crate::doc::{Post, User};
use crate::prelude::*;
use crate::row;
use crate::sql::Filled;
use crate::types::Value;

fn text(text: &'static str) -> Value {
    Value::Text(text.into())
}

/// The statement that a query becomes with these arguments.
fn filled<D: Database, P, Row>(
    query: &PreparedQuery<D, P, Row>,
    arguments: impl Arguments<P>,
) -> (String, Vec<Value>) {
    let Filled { text, binds, .. } = query.template.fill(arguments.into_values());
    (text.as_ref().to_owned(), binds)
}

#[test]
fn arguments_come_to_where_their_parameters_stand() {
    fn query<D: Database>() -> PreparedQuery<D, (String, i32), i32> {
        prepare(|name: Param<String>, age: Param<i32>| {
            User::query()
                .filter(User::age.gt(age).and(User::name.ne(name)).or(User::age.eq(age).and(User::id.lt(9))))
                .select(User::id)
        })
    }
    let values = vec![Value::I32(36), text("Ada"), Value::I32(36), Value::I32(9)];
    assert_eq!(
        filled(&query::<Postgres>(), ("Ada", 36)),
        (
            r#"select "users"."id" from "users" where ("users"."age" > $1 and "users"."name" <> $2) or "#
                .to_owned()
                + r#"("users"."age" = $3 and "users"."id" < $4)"#,
            values.clone()
        )
    );
    assert_eq!(filled(&query::<Mysql>(), ("Ada".to_owned(), 36)).1, values);
    assert_eq!(filled(&query::<Sqlite>(), (&"Ada".to_owned(), 36)).1, values);
}

#[test]
fn a_limit_is_bound_everywhere_and_fits() {
    fn query<D: Database>() -> PreparedQuery<D, (u64, u64), i32> {
        prepare(|limit: Param<u64>, offset: Param<u64>| {
            User::query().limit(limit).offset(offset).select(User::id)
        })
    }
    let binds = vec![Value::I64(20), Value::I64(i64::MAX)];
    assert_eq!(
        filled(&query::<Postgres>(), (20, u64::MAX)),
        (r#"select "users"."id" from "users" limit $1 offset $2"#.to_owned(), binds.clone())
    );
    assert_eq!(
        filled(&query::<Mysql>(), (20, u64::MAX)),
        ("select `users`.`id` from `users` limit ? offset ?".to_owned(), binds.clone())
    );
    assert_eq!(
        filled(&query::<Sqlite>(), (20, u64::MAX)),
        (r#"select "users"."id" from "users" limit ? offset ?"#.to_owned(), binds)
    );
}

#[test]
fn a_list_is_one_value_where_the_database_takes_one() {
    fn query<D: Database>() -> PreparedQuery<D, (Vec<i32>, String), i32> {
        prepare(|ids: Param<Vec<i32>>, name: Param<String>| {
            User::query().filter(User::id.in_(ids)).filter(User::name.eq(name)).select(User::id)
        })
    }
    let array =
        Value::Array { element: "integer", values: vec![Value::I32(1), Value::I32(2), Value::I32(3)] };
    assert_eq!(
        filled(&query::<Postgres>(), ([1, 2, 3], "Ada")),
        (
            r#"select "users"."id" from "users" where "users"."id" = any($1) and "users"."name" = $2"#
                .to_owned(),
            vec![array, text("Ada")]
        )
    );
    assert_eq!(
        filled(&query::<Sqlite>(), (vec![1, 2, 3], "Ada")),
        (
            r#"select "users"."id" from "users" where "users"."id" in (select value from json_each(?)) "#
                .to_owned()
                + r#"and "users"."name" = ?"#,
            vec![text("[1,2,3]"), text("Ada")]
        )
    );
    let numbers = [1, 2, 3, 3].map(Value::I32);
    assert_eq!(
        filled(&query::<Mysql>(), (&[1, 2, 3][..], "Ada")),
        (
            "select `users`.`id` from `users` where `users`.`id` in (?, ?, ?, ?) and `users`.`name` = ?"
                .to_owned(),
            numbers.into_iter().chain([text("Ada")]).collect()
        )
    );
    assert_eq!(
        filled(&query::<Mysql>(), (&[][..], "Ada")),
        (
            "select `users`.`id` from `users` where `users`.`id` in (select 1 from dual where false) "
                .to_owned()
                + "and `users`.`name` = ?",
            vec![text("Ada")]
        )
    );
}

#[test]
fn parameters_in_a_list_of_values_are_filled() {
    let query: PreparedQuery<Postgres, (i32, i32), i32> = prepare(|one: Param<i32>, other: Param<i32>| {
        User::query().filter(User::id.in_([one, other])).select(User::id)
    });
    let array = Value::Array { element: "integer", values: vec![Value::I32(7), Value::I32(8)] };
    assert_eq!(filled(&query, (7, 8)).1, [array]);
}

#[test]
fn running_copies_no_text() {
    let query: PreparedQuery<Sqlite, (i32,), User> =
        prepare(|id: Param<i32>| User::query().filter(User::id.eq(id)));
    let Filled { text, binds, .. } = query.template.fill(vec![Value::I32(7)]);
    assert!(std::ptr::eq(&raw const *text, query.template.text()));
    assert_eq!(binds, [Value::I32(7)]);
}

#[test]
fn changes_take_parameters_as_values() {
    let update: PreparedChange<Mysql, (Option<i32>, i32)> =
        prepare(|age: Param<Option<i32>>, id: Param<i32>| {
            User::update().set(User::age, age).filter(User::id.eq(id))
        });
    assert_eq!(update.text(), "update `users` set `age` = ? where `users`.`id` = ?");
    let delete: PreparedChange<Sqlite, (i32,)> =
        prepare(|id: Param<i32>| User::delete().filter(User::id.eq(id)));
    assert_eq!(delete.text(), r#"delete from "users" where "users"."id" = ?"#);
    let insert: PreparedChange<Postgres, (i32, String)> =
        prepare(|author_id: Param<i32>, title: Param<String>| {
            Post::insert(row!(Post { author_id, title })).on_conflict(Post::id).do_update(Post::title)
        });
    assert_eq!(
        insert.text(),
        r#"insert into "posts" ("author_id", "title") values ($1, $2) "#.to_owned()
            + r#"on conflict ("id") do update set "title" = excluded."title""#
    );
    let returning: PreparedReturning<Sqlite, (), i32> =
        prepare(|| User::delete().all_rows().returning_only(User::id));
    assert_eq!(
        returning.text(),
        r#"delete from "users" returning "id""#.replace(r#""id""#, r#""users"."id""#)
    );
}

#[test]
fn raw_sql_has_a_text_for_each_database() {
    let sql: PreparedSql<(i32,)> =
        prepare(|id: Param<i32>| sql("select name from users where id = ").bind(id));
    assert_eq!(sql.text(Postgres), "select name from users where id = $1");
    assert_eq!(sql.text(Mysql), "select name from users where id = ?");
    assert_eq!(sql.template::<Sqlite>().fill(vec![Value::I32(7)]).binds, [Value::I32(7)]);
}

#[test]
fn a_prepared_statement_can_be_shared() {
    fn shared<T: Send + Sync + 'static>() {}
    shared::<PreparedQuery<Postgres, (i32,), User>>();
    shared::<PreparedChange<Postgres, (i32,)>>();
    shared::<PreparedReturning<Postgres, (i32,), User>>();
    shared::<PreparedSql<(i32,)>>();
}
