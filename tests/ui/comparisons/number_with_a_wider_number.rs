//~ ERROR a `i32` column cannot be compared with `i64`
//~ SPAN id
include!("../schema.rs");

pub fn example() {
    let id: i64 = 7;
    let _ = User::query().filter(User::id.eq(id)).sql(Sqlite);
}
