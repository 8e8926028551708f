//~ ERROR `[({integer}, i32); 1]` is not a list of rows of `(String, i32)`
//~ SPAN in_

include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(row((User::name, User::id)).in_([(1, 2)])).sql(Sqlite);
}
