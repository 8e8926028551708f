//~ ERROR field `name` is `i64`, but the query yields `String`
//~ SPAN i64
include!("../schema.rs");

#[derive(Projection)]
#[projection(from = User)]
pub struct Card {
    pub id: i32,
    pub name: i64,
}
