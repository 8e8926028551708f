//~ ERROR a `String` column cannot be compared with `{integer}`
//~ SPAN 7
include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(User::name.eq(7)).sql(Sqlite);
}
