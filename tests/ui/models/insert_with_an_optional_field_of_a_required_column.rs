//~ ERROR evaluation panicked: `name` may be absent, but its column has no default
//~ SPAN Option
include!("../schema.rs");

#[derive(Insert)]
#[model(User)]
pub struct CreateUser {
    pub name: Option<String>,
}
