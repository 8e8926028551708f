//~ ERROR mismatched types
//~ SPAN limit
include!("../schema.rs");

pub fn example() {
    let limit: i64 = 3;
    let _ = User::query().limit(limit).sql(Sqlite);
}
