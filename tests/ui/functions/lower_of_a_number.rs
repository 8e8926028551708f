//~ ERROR `i32` is not text
//~ SPAN lower
include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(User::id.lower()).sql(Sqlite);
}
