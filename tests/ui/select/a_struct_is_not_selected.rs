//~ ERROR `Role` cannot be selected
//~ SPAN Role::Admin
include!("../schema.rs");

pub fn example() {
    let _ = User::query().select((User::id, Role::Admin)).sql(Sqlite);
}
