//~ PASS
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let (name, ages, sorted): (Option<String>, Vec<i32>, bool) = (None, vec![1, 2], true);
    let mut query = User::query();
    if let Some(name) = &name {
        query = query.filter(User::name.contains(name));
    }
    if !ages.is_empty() {
        query = query.filter(User::age.in_(&ages).or(User::age.is_null()));
    }
    if sorted {
        query = query.order_by(User::name.desc());
    }
    let role = Some(Role::Admin);
    let query = query.filter_opt(role.map(|role| User::role.eq(role))).limit(10);
    let users: Vec<User> = query.all(db).await?;
    let _ = users;
    Ok(())
}
