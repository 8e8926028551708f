//~ ERROR a `i32` column cannot be compared with `&str`
//~ SPAN "7"
include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(User::id.eq("7")).sql(Sqlite);
}
