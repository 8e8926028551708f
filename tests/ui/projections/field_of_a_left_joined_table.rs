//~ ERROR field `title` is `String`, but the query yields `std::option::Option<String>`
//~ SPAN String
include!("../schema.rs");

#[derive(Projection)]
#[projection(from = User, left_join = Post)]
pub struct Card {
    #[projection(Post::title)]
    pub title: String,
}
