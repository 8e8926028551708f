//~ ERROR `String` has no sum
//~ SPAN User::name
include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(sum(User::name)).sql(Sqlite);
}
