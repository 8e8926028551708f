//~ ERROR a `i32` column cannot be compared with `std::option::Option<i32>`
//~ SPAN age
include!("../schema.rs");

pub fn example() {
    let age: Option<i32> = None;
    let _ = User::query().filter(User::age.eq(age)).sql(Sqlite);
}
