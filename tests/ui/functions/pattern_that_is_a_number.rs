//~ ERROR a `String` column cannot be compared with `{integer}`
//~ SPAN 1
include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(User::name.like(1)).sql(Sqlite);
}
