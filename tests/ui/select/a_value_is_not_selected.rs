//~ ERROR `&str` cannot be selected
//~ SPAN "name"
include!("../schema.rs");

pub fn example() {
    let _ = User::query().select("name").sql(Sqlite);
}
