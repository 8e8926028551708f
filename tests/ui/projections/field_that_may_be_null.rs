//~ ERROR field `nickname` is `String`, but the query yields `std::option::Option<String>`
//~ SPAN String
include!("../schema.rs");

#[derive(Projection)]
#[projection(from = User)]
pub struct Card {
    pub nickname: String,
}
