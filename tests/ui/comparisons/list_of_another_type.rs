//~ ERROR `[&str; 2]` is not a list of `i32`
//~ SPAN ["a", "b"]
include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(User::id.in_(["a", "b"])).sql(Sqlite);
}
