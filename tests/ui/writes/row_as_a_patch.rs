//~ ERROR `User` is not a patch of `User`
//~ SPAN user
include!("../schema.rs");

pub fn example(user: User) {
    let _ = User::update().patch(user).filter(User::id.eq(1)).sql(Sqlite);
}
