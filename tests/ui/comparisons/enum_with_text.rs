//~ ERROR a `Role` column cannot be compared with `&str`
//~ SPAN "admin"
include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(User::role.eq("admin")).sql(Sqlite);
}
