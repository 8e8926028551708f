//~ ERROR unknown word `sever`
//~ SPAN sever
include!("../schema.rs");

#[derive(Insert)]
#[model(User, sever(name))]
pub struct CreateUser {
    pub name: String,
}
