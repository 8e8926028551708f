//~ ERROR `i64` is not a number of rows
//~ SPAN limit
include!("../schema.rs");

pub fn example() {
    let limit: i64 = 3;
    let _ = User::query().limit(limit).sql(Sqlite);
}
