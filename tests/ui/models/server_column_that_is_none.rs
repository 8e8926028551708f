//~ ERROR `User` has no column of this name that is marked `server`
//~ SPAN name
//~ MORE
include!("../schema.rs");

#[derive(Insert)]
#[model(User, server(name))]
pub struct CreateUser {
    pub age: Option<i32>,
}
