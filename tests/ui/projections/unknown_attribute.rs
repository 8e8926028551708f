//~ ERROR unknown attribute `form` in `projection`
//~ SPAN form
//~ ERROR a projection needs a table to read from
//~ SPAN Card
include!("../schema.rs");

#[derive(Projection)]
#[projection(form = User)]
pub struct Card {
    pub name: String,
}
