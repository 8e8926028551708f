//~ PASS
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let nickname: Option<String> = None;
    User::update()
        .set(User::name, "Ada")
        .set(User::nickname, nickname)
        .set(User::nickname, None)
        .set(User::nickname, "Countess")
        .set(User::nickname, User::name)
        .set(User::age, User::age + 1)
        .set(User::name, User::nickname.coalesce("nobody"))
        .filter(User::id.eq(7))
        .execute(db)
        .await?;
    Ok(())
}
