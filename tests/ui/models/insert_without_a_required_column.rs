//~ ERROR evaluation panicked: missing required field `name` of `User`; add it, or let the server set it: #[model(server(name))]
//~ SPAN User
include!("../schema.rs");

#[derive(Insert)]
#[model(User)]
pub struct CreateUser {
    pub age: Option<i32>,
}
