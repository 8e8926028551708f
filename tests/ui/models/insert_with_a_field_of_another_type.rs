//~ ERROR a field of type `i64` does not go into a column of type `String`
//~ SPAN i64
include!("../schema.rs");

#[derive(Insert)]
#[model(User)]
pub struct CreateUser {
    pub name: i64,
}
