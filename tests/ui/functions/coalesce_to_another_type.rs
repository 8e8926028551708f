//~ ERROR `&str` is not an SQL expression of type `i32`
//~ SPAN "none"
include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(User::age.coalesce("none")).sql(Sqlite);
}
