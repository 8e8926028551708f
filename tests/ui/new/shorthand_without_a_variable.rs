//~ ERROR cannot find value `name` in this scope
//~ SPAN name
include!("../schema.rs");

pub fn example() {
    let _ = new!(User { name });
}
