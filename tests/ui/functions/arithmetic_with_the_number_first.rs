//~ ERROR cannot add `Col<User, i32>` to `{integer}`
//~ SPAN +
include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(1 + User::id).sql(Sqlite);
}
