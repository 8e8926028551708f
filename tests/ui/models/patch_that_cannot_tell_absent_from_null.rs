//~ ERROR a field of type `std::option::Option<i32>` does not go into a column of type `std::option::Option<i32>`
//~ SPAN Option<i32>
include!("../schema.rs");

#[derive(Patch)]
#[model(User)]
pub struct Rename {
    pub age: Option<i32>,
}
