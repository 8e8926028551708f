//~ ERROR `{integer}` is not an SQL expression of type `String`
//~ SPAN 1
include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(User::name.concat(1)).sql(Sqlite);
}
