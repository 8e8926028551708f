//~ ERROR `&str` is not an SQL expression of type `i32`
//~ SPAN +
include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(User::id + "1").sql(Sqlite);
}
