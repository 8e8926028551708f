//~ ERROR cannot add `{integer}` to `Col<User, String>`
//~ SPAN +
include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(User::name + 1).sql(Sqlite);
}
