//~ ERROR rows cannot be sorted by `&str`
//~ SPAN "name"
include!("../schema.rs");

pub fn example() {
    let _ = User::query().order_by("name").sql(Sqlite);
}
