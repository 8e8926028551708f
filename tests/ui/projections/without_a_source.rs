//~ ERROR a projection needs a table to read from
//~ SPAN Card
include!("../schema.rs");

#[derive(Projection)]
pub struct Card {
    pub name: String,
}
