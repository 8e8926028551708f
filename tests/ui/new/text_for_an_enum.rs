//~ ERROR `&str` is no value for a field of type `Role`
//~ SPAN "admin"
include!("../schema.rs");

pub fn example() {
    let _ = new!(User { name: "a", role: "admin" });
}
