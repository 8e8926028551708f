//~ ERROR `User` is not an insert model of `User`
//~ SPAN user
include!("../schema.rs");

pub fn example(user: User) {
    let _ = User::insert(user).sql(Sqlite);
}
