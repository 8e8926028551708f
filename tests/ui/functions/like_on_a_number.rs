//~ ERROR `i32` is not text
//~ SPAN like
include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(User::age.like("1%")).sql(Sqlite);
}
