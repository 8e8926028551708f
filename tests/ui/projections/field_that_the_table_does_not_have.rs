//~ ERROR no field `nmae` on type `UserColumns<User>`
//~ SPAN nmae
include!("../schema.rs");

#[derive(Projection)]
#[projection(from = User)]
pub struct Card {
    pub nmae: String,
}
