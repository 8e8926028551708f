//~ ERROR `Projection` can be derived for structs only
//~ SPAN Card
include!("../schema.rs");

#[derive(Projection)]
#[projection(from = User)]
pub enum Card {
    Name,
}
