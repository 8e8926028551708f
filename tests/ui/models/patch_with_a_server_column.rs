//~ ERROR nothing must be given in a patch
//~ SPAN name
include!("../schema.rs");

#[derive(Patch)]
#[model(User, server(name))]
pub struct Rename {
    pub age: Option<Option<i32>>,
}
