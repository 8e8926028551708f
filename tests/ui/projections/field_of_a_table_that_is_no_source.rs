//~ ERROR this query has no `Post` in its FROM/JOIN list
//~ SPAN Projection
//~ ERROR this query has no `Post` in its FROM/JOIN list
//~ SPAN Projection
include!("../schema.rs");

#[derive(Projection)]
#[projection(from = User)]
pub struct Card {
    #[projection(Post::title)]
    pub title: String,
}
