//~ PASS
include!("../schema.rs");

use orm_core::alias;

alias!(
    /// The one above.
    pub Boss = User as "boss"
);

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let rows: Vec<(String, Option<String>)> = User::query()
        .left_join(Boss::table, Boss.id.eq(User::manager_id))
        .filter(Boss.name.ne(User::name))
        .order_by((Boss.name.desc().nulls_last(), User::id))
        .select((User::name, Boss.name))
        .all(db)
        .await?;
    let bosses: Vec<User> = from(Boss::table).filter(Boss.age.gt(40)).all(db).await?;
    let _ = (rows, bosses);
    Ok(())
}
