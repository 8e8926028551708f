//~ ERROR `{integer}` is no value for a field of type `String`
//~ SPAN 7
include!("../schema.rs");

pub fn example() {
    let _ = new!(User { name: 7 });
}
