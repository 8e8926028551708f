//~ ERROR the trait bound `u64: Neg` is not satisfied
//~ SPAN -1
include!("../schema.rs");

pub fn example() {
    let _ = User::query().limit(-1).sql(Sqlite);
}
