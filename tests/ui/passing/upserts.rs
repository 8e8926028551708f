//~ PASS
include!("../schema.rs");

pub fn example(user: NewUser) {
    let _ = User::insert(user.clone())
        .on_conflict(User::name)
        .do_update((User::age, User::nickname.to(excluded(User::name))))
        .returning()
        .sql(Sqlite);
    let _ = User::insert(user).on_duplicate_key().do_update(User::age).sql(Mysql);
}
