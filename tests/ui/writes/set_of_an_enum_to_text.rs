//~ ERROR a column of type `Role` cannot be set to `&str`
//~ SPAN "admin"
include!("../schema.rs");

pub fn example() {
    let _ = User::update().set(User::role, "admin").filter(User::id.eq(1)).sql(Sqlite);
}
