//~ ERROR `bool` is not a condition
//~ SPAN true
include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(true).sql(Sqlite);
}
