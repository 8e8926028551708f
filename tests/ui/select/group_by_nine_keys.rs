//~ ERROR rows cannot be grouped by `(Col<User, i32>, Col<User, i32>, ..., ..., ..., ..., ..., ..., ...)`
//~ SPAN (c, c, c, c, c, c, c, c, c)
include!("../schema.rs");

pub fn example() {
    let c = User::id;
    let _ = User::query().group_by((c, c, c, c, c, c, c, c, c)).sql(Sqlite);
}
