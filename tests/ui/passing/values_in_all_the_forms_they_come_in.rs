//~ PASS
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let name = String::from("Ada");
    let ids = [1, 2, 3];
    let query = User::query()
        .filter(User::name.eq(&name))
        .filter(User::name.eq(name.as_str()))
        .filter(User::name.ne("Bob"))
        .filter(User::id.in_(ids))
        .filter(User::id.in_(&ids))
        .filter(User::id.in_(ids.iter().filter(|id| **id > 1)))
        .filter(User::name.in_(["a", "b"]))
        .filter(User::role.in_([Role::Admin]))
        .filter(User::manager_id.eq(User::id))
        .filter(User::id.eq(User::id * 2 - 1));
    let ages: Vec<Option<i32>> = query.select(User::age).all(db).await?;
    let _ = ages;
    Ok(())
}
