//~ ERROR `{integer}` is not an SQL expression of type `String`
//~ SPAN gt
//~ ERROR `&str` is not an SQL expression of type `i32`
//~ SPAN gt

include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(row((User::name, User::id)).gt((7, "m"))).sql(Sqlite);
}
