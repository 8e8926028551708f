//~ ERROR `{integer}` is not an SQL expression of type `String`
//~ SPAN 2
include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(case().when(User::id.eq(1), "one").otherwise(2)).sql(Sqlite);
}
