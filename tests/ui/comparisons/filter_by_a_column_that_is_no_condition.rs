//~ ERROR `Col<User, std::option::Option<i32>>` is not a condition
//~ SPAN User::age
include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(User::age).sql(Sqlite);
}
