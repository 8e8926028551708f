//~ ERROR this statement has no filter, so it would reach every row
//~ SPAN sql
include!("../schema.rs");

pub fn example() {
    let _ = User::delete().sql(Sqlite);
}
