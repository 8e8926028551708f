//~ ERROR `{integer}` is not a list of `i32`
//~ SPAN 7
include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(User::id.in_(7)).sql(Sqlite);
}
