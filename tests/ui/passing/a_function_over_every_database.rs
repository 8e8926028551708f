//~ PASS
include!("../schema.rs");

use orm_core::Error;
use orm_core::dialect::Database;

pub async fn adults<D: Database>(db: &Db<D>, age: i32) -> Result<Vec<(String, i64)>, Error>
where
    for<'a> &'a Db<D>: orm_core::exec::Executor<D>,
{
    User::query()
        .join(Post::table, Post::author_id.eq(User::id))
        .filter(User::age.ge(age))
        .group_by(User::name)
        .select((User::name, count(Post::id)))
        .all(db)
        .await
}
