//~ ERROR a `i32` column cannot be compared with `Col<User, String>`
//~ SPAN User::name
include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(User::id.eq(User::name)).sql(Sqlite);
}
