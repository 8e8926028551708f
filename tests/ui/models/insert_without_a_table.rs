//~ ERROR a model needs a table
//~ SPAN CreateUser
include!("../schema.rs");

#[derive(Insert)]
pub struct CreateUser {
    pub name: String,
}
