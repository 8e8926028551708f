//~ ERROR a column of type `String` cannot be set to `Col<User, std::option::Option<String>>`
//~ SPAN User::nickname
include!("../schema.rs");

pub fn example() {
    let _ = User::update().set(User::name, User::nickname).filter(User::id.eq(1)).sql(Sqlite);
}
