//~ ERROR evaluation panicked: field `name` of `User` is given twice
//~ SPAN new!(User { name: "a", name: "b" })
include!("../schema.rs");

pub fn example() {
    let _ = new!(User { name: "a", name: "b" });
}
