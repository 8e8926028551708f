//~ ERROR cannot apply unary operator `-` to type `u64`
//~ SPAN -1
include!("../schema.rs");

pub fn example() {
    let _ = User::query().limit(-1).sql(Sqlite);
}
