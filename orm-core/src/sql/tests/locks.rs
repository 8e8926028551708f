//! Row locks.

use crate::dialect::HasRowLocks;
use crate::doc::{Post, User};
use crate::expr::In;
use crate::prelude::*;
use crate::query::Select;

#[test]
fn rows_are_locked_where_the_database_can() {
    assert_eq!(
        User::query().select(User::id).for_update().sql(Postgres).text,
        r#"select "users"."id" from "users" for update"#,
    );
    assert_eq!(
        User::query().select(User::id).for_update().no_wait().sql(Mysql).text,
        "select `users`.`id` from `users` for update nowait",
    );
}

#[test]
fn a_shared_lock_has_the_name_that_mariadb_knows() {
    fn query<D: HasRowLocks>() -> Select<D, (In<User>,), i32> {
        User::query().select(User::id).for_share()
    }
    assert_eq!(query().sql(Postgres).text, r#"select "users"."id" from "users" for share"#);
    assert_eq!(query().sql(Mysql).text, "select `users`.`id` from `users` lock in share mode");
    assert_eq!(
        query().skip_locked().sql(Mysql).text,
        "select `users`.`id` from `users` for share skip locked"
    );
}

#[test]
fn a_lock_names_its_tables() {
    let query = Post::query().join(User::table, User::id.eq(Post::author_id)).select(Post::id);
    assert_eq!(
        query.for_no_key_update().lock_of(Post::table).skip_locked().sql(Postgres).text,
        r#"select "posts"."id" from "posts" join "users" on "users"."id" = "posts"."author_id" for no key update of "posts" skip locked"#,
    );
}
