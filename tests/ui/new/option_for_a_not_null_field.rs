//~ ERROR `std::option::Option<String>` is no value for a field of type `String`
//~ SPAN new!(User { name })
include!("../schema.rs");

pub fn example() {
    let name: Option<String> = None;
    let _ = new!(User { name });
}
