//~ ERROR `std::option::Option<_>` is no value for a field of type `String`
//~ SPAN None
include!("../schema.rs");

pub fn example() {
    let _ = new!(User { name: None });
}
