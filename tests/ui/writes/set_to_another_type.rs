//~ ERROR a column of type `std::option::Option<i32>` cannot be set to `&str`
//~ SPAN "seven"
include!("../schema.rs");

pub fn example() {
    let _ = User::update().set(User::age, "seven").filter(User::id.eq(1)).sql(Sqlite);
}
