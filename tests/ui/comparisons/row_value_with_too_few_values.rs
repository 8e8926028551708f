//~ ERROR `(&str,)` is not a row value of `(String, i32)`
//~ SPAN ("m",)

include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(row((User::name, User::id)).eq(("m",))).sql(Sqlite);
}
