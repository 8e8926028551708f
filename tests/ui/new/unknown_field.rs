//~ ERROR no field `nmae` on type `UserColumns<User>`
//~ SPAN nmae
include!("../schema.rs");

pub fn example() {
    let _ = new!(User { nmae: "a", name: "b" });
}
