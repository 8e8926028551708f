//~ ERROR type mismatch resolving `<Col<User, i32> as Expression>::Ty == i64`
//~ SPAN shift_left

include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(User::id.shift_left(1)).sql(Sqlite);
}
