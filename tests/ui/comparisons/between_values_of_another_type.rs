//~ ERROR a `i32` column cannot be compared with `&str`
//~ SPAN "65"
include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(User::age.between(18, "65")).sql(Sqlite);
}
