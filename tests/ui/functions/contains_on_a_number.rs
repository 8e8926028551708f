//~ ERROR `i32` is not text
//~ SPAN contains
include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(User::id.contains("1")).sql(Sqlite);
}
